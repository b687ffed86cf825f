import { msg, plural } from "@lingui/core/macro";
import type { Tag } from "@tagdeck/core/tags/tag";
import { toProblem } from "@tagdeck/ui/problem";
import { TagChip } from "@tagdeck/ui/tag-chip.tsx";
import { errorText, t } from "../text/i18n.ts";

/** Why a name was refused; with the tag that has it, and how many contacts that one has. */
export function NameProblem({ error }: { error: unknown }) {
  const { code, details } = toProblem(error);
  const holder = code === "tag_name_taken" || code === "tag_name_is_alias" ? holderOf(details) : null;
  const contactCount = holder?.contactCount ?? null;
  return (
    <>
      {errorText(error)}
      {holder && (
        <span class="holder">
          <TagChip tag={holder} />
          {contactCount !== null && (
            <span>{t(msg`${plural(contactCount, { one: "# contact", other: "# contacts" })}`)}</span>
          )}
          {holder.archivedAt !== null && <span>{t(msg`archived`)}</span>}
        </span>
      )}
    </>
  );
}

export function isNameProblem(error: unknown): boolean {
  return toProblem(error).code.startsWith("tag_name_");
}

export function holderOf(details: Readonly<Record<string, unknown>>): Tag | null {
  const { tag } = details;
  // safe because the server names nothing but a whole tag here
  return typeof tag === "object" && tag !== null && "contactCount" in tag ? (tag as Tag) : null;
}
