import { msg, plural } from "@lingui/core/macro";
import type { DuplicateGroup } from "@tagdeck/core/tags/duplicate-group";
import type { Tag } from "@tagdeck/core/tags/tag";
import { TagChip } from "@tagdeck/ui/tag-chip.tsx";
import { Merge, Pencil, Split } from "lucide-preact";
import { Link } from "wouter-preact";
import { Button, IconButton } from "../controls/button.tsx";
import { LiveNumber } from "../controls/live-number.tsx";
import { formatNumber } from "../text/format.ts";
import { t } from "../text/i18n.ts";
import { pairsOf, pairsWith, type TagPair } from "./model.ts";
import { reasonWords } from "./reason-words.ts";

type GroupCardProps = {
  group: DuplicateGroup;
  slug: string;
  onIgnore: (pairs: TagPair[]) => void;
  onRename: (tag: Tag) => void;
  /** Null where the person may not merge. */
  onMerge: ((tags: readonly Tag[]) => void) | null;
};

/** Tags that look like one: how their names differ, who has them, and what can be done about it. */
export function GroupCard({ group, slug, onIgnore, onRename, onMerge }: GroupCardProps) {
  const { tags, reason, shared } = group;
  const ids = tags.map(({ id }) => id);
  const names = tags.map(({ name }) => name).join(" / ");
  return (
    <section class="group" aria-label={names} data-group={ids.join("-")} tabIndex={-1}>
      <header class="group-head">
        <h2 class="group-reason">{t(reasonWords[reason])}</h2>
        {shared && <span class="group-shared">{sharedText(shared, tags.length === 2)}</span>}
      </header>
      <ul class="group-tags">
        {tags.map((tag) => (
          <li key={tag.id} class="group-tag">
            <Link href={`/${slug}/tags/${tag.id}`} class="tag-link">
              <TagChip tag={tag} />
            </Link>
            <span class="group-tools">
              <TagTools
                tag={tag}
                onRename={onRename}
                onIgnore={tags.length > 2 ? () => onIgnore(pairsWith(tag.id, ids)) : null}
              />
            </span>
            <Contacts tag={tag} slug={slug} />
          </li>
        ))}
      </ul>
      <footer class="group-actions">
        {onMerge && (
          <Button variant="primary" onClick={() => onMerge(tags)}>
            <Merge size={16} aria-hidden />
            {t(msg`Merge…`)}
          </Button>
        )}
        <Button onClick={() => onIgnore(pairsOf(ids))}>{t(msg`They are different`)}</Button>
      </footer>
    </section>
  );
}

type TagToolsProps = { tag: Tag; onRename: (tag: Tag) => void; onIgnore: (() => void) | null };

function TagTools({ tag, onRename, onIgnore }: TagToolsProps) {
  const { name } = tag;
  return (
    <>
      <IconButton label={t(msg`Rename ${name}`)} onClick={() => onRename(tag)}>
        <Pencil size={14} aria-hidden />
      </IconButton>
      {onIgnore && (
        <IconButton label={t(msg`${name} is different from the others`)} onClick={onIgnore}>
          <Split size={14} aria-hidden />
        </IconButton>
      )}
    </>
  );
}

function Contacts({ tag, slug }: { tag: Tag; slug: string }) {
  const n = tag.contactCount ?? 0;
  return (
    <Link href={`/${slug}/contacts?tag=${tag.id}`} class="count-link group-count">
      <LiveNumber value={n} />{" "}
      <span class="muted">{t(msg`${plural(n, { one: "contact", other: "contacts" })}`)}</span>
    </Link>
  );
}

function sharedText({ count, exact }: NonNullable<DuplicateGroup["shared"]>, isPair: boolean): string {
  const number = formatNumber(count);
  if (isPair) {
    if (!exact) return t(msg`More than ${number} contacts have both`);
    if (count === 0) return t(msg`No contact has both`);
    return t(msg`${plural(count, { one: "# contact has both", other: "# contacts have both" })}`);
  }
  if (!exact) return t(msg`More than ${number} contacts have more than one of them`);
  if (count === 0) return t(msg`No contact has more than one of them`);
  return t(
    msg`${plural(count, { one: "# contact has more than one of them", other: "# contacts have more than one of them" })}`,
  );
}
