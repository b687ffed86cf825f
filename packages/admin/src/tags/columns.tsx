import { msg } from "@lingui/core/macro";
import type { Tag } from "@tagdeck/core/tags/tag";
import { createColumnHelper, rowSortingFeature, tableFeatures } from "@tanstack/preact-table";
import { createContext, type ComponentChildren } from "preact";
import { useContext } from "preact/hooks";
import { Link } from "wouter-preact";
import { LiveNumber } from "../controls/live-number.tsx";
import { Time } from "../controls/time.tsx";
import { t } from "../text/i18n.ts";

/** What the cells need of the page around them. */
export type TagCells = {
  timeZone: string;
  contactsHref: (tag: Tag) => string;
  renderName: (tag: Tag) => ComponentChildren;
  renderActions: (tag: Tag) => ComponentChildren;
};

export const TagCellsContext = createContext<TagCells | null>(null);

function useCells(): TagCells {
  const cells = useContext(TagCellsContext);
  if (!cells) throw new Error("outside of the tag table");
  return cells;
}

function When({ at }: { at: string }) {
  return <Time at={at} timeZone={useCells().timeZone} />;
}

function Count({ tag }: { tag: Tag }) {
  return (
    <Link href={useCells().contactsHref(tag)} class="count-link">
      <LiveNumber value={tag.contactCount} />
    </Link>
  );
}

function Name({ tag }: { tag: Tag }) {
  return <>{useCells().renderName(tag)}</>;
}

function Actions({ tag }: { tag: Tag }) {
  return <>{useCells().renderActions(tag)}</>;
}

export const tagFeatures = tableFeatures({ rowSortingFeature });
const column = createColumnHelper<typeof tagFeatures, Tag>();

// One list for good: the table takes cells for components, and a new function would be a new component.
export const tagColumns = column.columns([
  column.accessor("name", {
    id: "name",
    header: () => t(msg`Name`),
    cell: ({ row }) => <Name tag={row.original} />,
  }),
  column.accessor("description", {
    id: "description",
    header: () => t(msg`Description`),
    enableSorting: false,
    cell: ({ getValue }) => (
      <span class="clamp" title={getValue()}>
        {getValue()}
      </span>
    ),
  }),
  column.accessor("contactCount", {
    id: "contacts",
    header: () => t(msg`Contacts`),
    cell: ({ row }) => <Count tag={row.original} />,
  }),
  column.accessor("createdAt", {
    id: "created",
    header: () => t(msg`Created`),
    cell: ({ getValue }) => <When at={getValue()} />,
  }),
  column.accessor("updatedAt", {
    id: "updated",
    header: () => t(msg`Updated`),
    cell: ({ getValue }) => <When at={getValue()} />,
  }),
  column.display({
    id: "actions",
    header: () => <span class="td-sr">{t(msg`Actions`)}</span>,
    cell: ({ row }) => <Actions tag={row.original} />,
  }),
]);
