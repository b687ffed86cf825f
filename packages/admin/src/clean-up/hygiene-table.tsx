import { msg } from "@lingui/core/macro";
import type { HygieneTag } from "@tagdeck/core/tags/hygiene";
import { TagChip } from "@tagdeck/ui/tag-chip.tsx";
import { Link } from "wouter-preact";
import { LiveNumber } from "../controls/live-number.tsx";
import { Time } from "../controls/time.tsx";
import { t } from "../text/i18n.ts";

type HygieneTableProps = {
  tags: readonly HygieneTag[];
  selected: ReadonlySet<number>;
  timeZone: string;
  slug: string;
  onSelect: (id: number, range: boolean) => void;
  onSelectAll: (on: boolean) => void;
};

// The roles are said because a table that is laid out as cards is no table to every browser.
export function HygieneTable(props: HygieneTableProps) {
  const { tags, selected, onSelectAll } = props;
  const chosen = tags.filter(({ id }) => selected.has(id)).length;
  const all = chosen === tags.length;
  return (
    <table class="table hygiene-table" role="table">
      <thead role="rowgroup">
        <tr role="row">
          <th role="columnheader" scope="col" class="col-select">
            <label class="select-box">
              <input
                type="checkbox"
                class="checkbox"
                aria-label={t(msg`Select all that are shown`)}
                checked={all}
                indeterminate={chosen > 0 && !all}
                onClick={() => onSelectAll(!all)}
              />
            </label>
          </th>
          <th role="columnheader" scope="col">
            {t(msg`Name`)}
          </th>
          <th role="columnheader" scope="col" class="col-contacts">
            {t(msg`Contacts`)}
          </th>
          <th role="columnheader" scope="col" class="col-applied">
            {t(msg`Last given`)}
          </th>
          <th role="columnheader" scope="col" class="col-created">
            {t(msg`Created`)}
          </th>
        </tr>
      </thead>
      <tbody role="rowgroup">
        {tags.map((tag) => (
          <Row key={tag.id} {...props} tag={tag} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ tag, selected, timeZone, slug, onSelect }: HygieneTableProps & { tag: HygieneTag }) {
  const { id, name, contactCount, lastAppliedAt, createdAt } = tag;
  const isSelected = selected.has(id);
  return (
    <tr role="row" class={isSelected ? "is-selected" : undefined}>
      <td role="cell" class="col-select">
        <label class="select-box">
          <input
            type="checkbox"
            class="checkbox"
            aria-label={t(msg`Select ${name}`)}
            checked={isSelected}
            onClick={(event) => onSelect(id, event.shiftKey)}
          />
        </label>
      </td>
      <td role="cell" class="col-name">
        <Link href={`/${slug}/tags/${id}`} class="tag-link">
          <TagChip tag={tag} />
        </Link>
      </td>
      <td role="cell" class="col-contacts">
        <Link href={`/${slug}/contacts?tag=${id}`} class="count-link">
          <LiveNumber value={contactCount} />
        </Link>
      </td>
      <td role="cell" class="col-applied">
        {lastAppliedAt === null ? t(msg`never`) : <Time at={lastAppliedAt} timeZone={timeZone} />}
      </td>
      <td role="cell" class="col-created">
        <Time at={createdAt} timeZone={timeZone} />
      </td>
    </tr>
  );
}
