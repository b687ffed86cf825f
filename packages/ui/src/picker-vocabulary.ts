import { tagKey } from "@tagdeck/core/tags/name";
import { matchRank } from "@tagdeck/core/tags/search";
import type { Tag } from "@tagdeck/core/tags/tag";

export type PickerTag = Pick<Tag, "id" | "name" | "color" | "contactCount" | "aliases">;
export type PickerResult = {
  items: readonly PickerTag[];
  /** How many match, with those that are not among the items. */
  total: number;
  exact: PickerTag | null;
  /** Tags that may have been meant instead of a new one, nearest first. */
  similar: readonly PickerTag[];
};
type ChangedTag = PickerTag & Pick<Tag, "archivedAt">;
/** What became of tags elsewhere. */
export type TagChanges = {
  /** Too much has changed to be told: everything is to be read anew. */
  reset: boolean;
  tags: readonly ChangedTag[];
  removedTagIds: readonly number[];
};

/** The tags as they are now; those that are gone or archived are left out. */
export function renewed(
  tags: readonly PickerTag[],
  { tags: changed, removedTagIds }: TagChanges,
): PickerTag[] {
  const now = new Map(changed.map((tag) => [tag.id, tag]));
  return tags
    .filter(({ id }) => !removedTagIds.includes(id) && !now.get(id)?.archivedAt)
    .map((tag) => now.get(tag.id) ?? tag);
}

/** The most used tags, or all, held so that a key press is answered without the server. */
export function createVocabulary() {
  let held: readonly PickerTag[] = [];
  let total = Infinity;
  // Folding 200 names takes longer than a key press should.
  const keys = new Map<string, string>();
  const keyOf = (name: string) => {
    const key = keys.get(name) ?? tagKey(name);
    keys.set(name, key);
    return key;
  };
  const rankOf = ({ name, aliases = [] }: PickerTag, key: string) =>
    Math.max(...[name, ...aliases].map((one) => matchRank(keyOf(one), key)));

  /** Best first; what matches equally well stays in the order given. */
  function matching(tags: readonly PickerTag[], query: string): PickerTag[] {
    const key = tagKey(query);
    return tags
      .map((tag) => ({ tag, rank: rankOf(tag, key) }))
      .filter(({ rank }) => rank > 0)
      .sort((a, b) => b.rank - a.rank)
      .map(({ tag }) => tag);
  }

  return {
    isReady: () => total < Infinity,
    isWhole: () => held.length >= total,
    hold(items: readonly PickerTag[], all: number): void {
      held = items;
      total = all;
      // Now, and not with the first key press.
      items.forEach(({ name }) => keyOf(name));
    },
    find(query: string): PickerResult {
      const items = matching(held, query);
      const exact = items[0] && rankOf(items[0], tagKey(query)) === 4 ? items[0] : null;
      return { items, total: items.length, exact, similar: [] };
    },
    /** The server's answer, with what is shown already in its old order. */
    merge(shown: readonly PickerTag[], answer: PickerResult, query: string): PickerResult {
      const found = new Map(answer.items.map((tag) => [tag.id, tag]));
      const complete = found.size >= answer.total;
      const kept = shown.flatMap((tag) => found.get(tag.id) ?? (complete ? [] : [tag]));
      const known = new Set(kept.map(({ id }) => id));
      const items = matching([...kept, ...answer.items.filter(({ id }) => !known.has(id))], query);
      return { ...answer, items };
    },
    update(changes: TagChanges): void {
      const before = new Set(held.map(({ id }) => id));
      const isNew = ({ id, archivedAt }: ChangedTag) => !before.has(id) && archivedAt === null;
      const added = held.length >= total ? changes.tags.filter(isNew) : [];
      const kept = renewed(held, changes);
      total += added.length + kept.length - held.length;
      held = [...kept, ...added];
    },
  };
}
