import { DomainError } from "@tagdeck/core/errors";
import type { TagRow } from "../db/schema.ts";

/**
 * The wanted tags, in their order, of those that are there.
 *
 * @throws DomainError `tag_not_found`, `tag_archived` when one may not be given; details: its `id`, its `name`
 */
export function givable(there: ReadonlyMap<number, TagRow>, wanted: readonly number[]): TagRow[] {
  return wanted.map((id) => {
    const row = there.get(id);
    if (!row) throw new DomainError("tag_not_found", { id });
    if (row.archived_at !== null) throw new DomainError("tag_archived", { id, name: row.name });
    return row;
  });
}

/** Of tags of a group that allows one only, the one that is wished for last. */
export function onePerGroup(wanted: readonly TagRow[]): TagRow[] {
  return [...new Map(wanted.map((row) => [row.slot_group_id ?? `alone ${row.id}`, row])).values()];
}
