import { msg, plural } from "@lingui/core/macro";
import type { MergePreview } from "@tagdeck/core/tags/merge-preview";
import type { Tag } from "@tagdeck/core/tags/tag";
import { TagChip } from "@tagdeck/ui/tag-chip.tsx";
import { useId } from "preact/hooks";
import { useConsole } from "../shell/console.ts";
import { formatDay, formatList } from "../text/format.ts";
import { t } from "../text/i18n.ts";
import { kindText } from "./cells.tsx";

type MergeSidesProps = {
  preview: MergePreview;
  into: number;
  busy: boolean;
  onChoose: (id: number) => void;
};

/** The tags side by side, of which one stays, and what becomes of their contacts. */
export function MergeSides({ preview, into, busy, onChoose }: MergeSidesProps) {
  const name = useId();
  const tags = [...preview.tags].sort((a, b) => a.id - b.id);
  return (
    <>
      <fieldset class="merge-sides">
        <legend>{t(msg`Which one stays?`)}</legend>
        {tags.map((tag) => (
          <label key={tag.id} class="radio-card merge-side">
            <input
              type="radio"
              name={name}
              value={tag.id}
              data-autofocus={tag.id === into ? true : undefined}
              checked={tag.id === into}
              onChange={() => onChoose(tag.id)}
            />
            <Side tag={tag} stays={tag.id === into} />
          </label>
        ))}
      </fieldset>
      <ul class={`merge-facts${busy ? " is-stale" : ""}`} aria-live="polite" aria-busy={busy}>
        {facts(preview).map((fact) => (
          <li key={fact}>{fact}</li>
        ))}
      </ul>
    </>
  );
}

function Side({ tag, stays }: { tag: Tag; stays: boolean }) {
  const { workspace } = useConsole();
  const count = tag.contactCount ?? 0;
  const day = formatDay(tag.createdAt, workspace.timeZone);
  return (
    <span class="merge-tag">
      <span class="merge-name">
        <TagChip tag={tag} />
        {stays && <span class="badge">{t(msg`Stays`)}</span>}
      </span>
      <span class="sub">
        {t(msg`${plural(count, { one: "# contact", other: "# contacts" })}`)} · {kindText(tag)} ·{" "}
        {t(msg`created ${day}`)}
      </span>
    </span>
  );
}

function facts(preview: MergePreview): string[] {
  const { contactCount, shared, expireNow, becomeTemporary, becomePermanent, aliases } = preview;
  const name = preview.tags.find(({ id }) => id === preview.into)?.name ?? "";
  const names = formatList(aliases.map((one) => t(msg`“${one}”`)));
  return [
    t(msg`“${name}” is on ${plural(contactCount, { one: "# contact", other: "# contacts" })} then.`),
    ...(shared > 0
      ? [t(msg`${plural(shared, { one: "# contact has", other: "# contacts have" })} both; they count once.`)]
      : []),
    ...(expireNow > 0
      ? [
          t(
            msg`${plural(expireNow, { one: "# contact does", other: "# contacts do" })} not get it: by its validity it would have run out already.`,
          ),
        ]
      : []),
    ...(becomeTemporary > 0
      ? [
          t(
            msg`On ${plural(becomeTemporary, { one: "# contact", other: "# contacts" })} it stayed, and will run out.`,
          ),
        ]
      : []),
    ...(becomePermanent > 0
      ? [
          t(
            msg`On ${plural(becomePermanent, { one: "# contact", other: "# contacts" })} it ran out, and will stay.`,
          ),
        ]
      : []),
    ...(aliases.length > 0 ? [t(msg`It is still found by ${names}.`)] : []),
  ];
}
