import type { MessageDescriptor } from "@lingui/core";
import { msg, plural } from "@lingui/core/macro";
import type { IndexSort } from "@tagdeck/core/tags/inputs";
import type { TagTab } from "@tagdeck/core/tags/tabs";
import type { ListedTag, Tag } from "@tagdeck/core/tags/tag";
import type { ComponentChildren } from "preact";
import { Link } from "wouter-preact";
import { LiveNumber } from "../controls/live-number.tsx";
import { Time } from "../controls/time.tsx";
import { formatDay } from "../text/format.ts";
import { t } from "../text/i18n.ts";
import type { TagColumn, TagListState } from "./list-state.ts";

/** A column of the list: those one may choose, and those of the deleted tags. */
export type ShownColumn = TagColumn | "deleted" | "until";
const deletedColumns: readonly ShownColumn[] = ["contacts", "deleted", "until"];

/** Where all tags are permanent, their kind is not worth a column. */
export function shownColumns(
  { tab, columns }: Pick<TagListState, "tab" | "columns">,
  { temporary }: Record<TagTab, number>,
): readonly ShownColumn[] {
  if (tab === "deleted") return deletedColumns;
  return temporary > 0 ? columns : columns.filter((column) => column !== "kind");
}

export type CellPlace = { timeZone: string; contactsHref: (tag: Tag) => string };

type Cell = {
  label: MessageDescriptor;
  sort: IndexSort | null;
  show: (tag: ListedTag, place: CellPlace) => ComponentChildren;
};

export const cells: Record<ShownColumn, Cell> = {
  description: {
    label: msg`Description`,
    sort: null,
    show: ({ description }) => (
      <span class="clamp" title={description}>
        {description}
      </span>
    ),
  },
  kind: { label: msg`Kind`, sort: null, show: (tag) => kindText(tag) },
  contacts: {
    label: msg`Contacts`,
    sort: "contacts",
    show: (tag, { contactsHref }) =>
      tag.deletion ? (
        <LiveNumber value={tag.contactCount} />
      ) : (
        <Link href={contactsHref(tag)} class="count-link">
          <LiveNumber value={tag.contactCount} />
        </Link>
      ),
  },
  created: {
    label: msg`Created`,
    sort: "created",
    show: ({ createdAt }, { timeZone }) => <Time at={createdAt} timeZone={timeZone} />,
  },
  updated: {
    label: msg`Updated`,
    sort: "updated",
    show: ({ updatedAt }, { timeZone }) => <Time at={updatedAt} timeZone={timeZone} />,
  },
  deleted: {
    label: msg`Deleted`,
    sort: "deleted",
    show: ({ deletion }, { timeZone }) =>
      deletion && (
        <span class="clamp">
          <Time at={deletion.at} timeZone={timeZone} /> · {deletion.by}
        </span>
      ),
  },
  until: {
    label: msg`Can be restored until`,
    sort: null,
    show: ({ deletion }, { timeZone }) => deletion && formatDay(deletion.restoreUntil, timeZone),
  },
};

export function kindText({ kind, validityDays }: Tag): string {
  const days = validityDays ?? 0;
  return kind === "permanent"
    ? t(msg`Permanent`)
    : t(msg`${plural(days, { one: "# day after tagging", other: "# days after tagging" })}`);
}
