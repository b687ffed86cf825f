import type { CreateTag } from "@tagdeck/core/tags/inputs";
import type { Tag } from "@tagdeck/core/tags/tag";
import type { QueryClient } from "@tanstack/preact-query";
import type { Api } from "../api/client.ts";
import { dropTags, patchTag, refreshTags } from "./queries.ts";

export type DeletedTags = {
  operationId: number;
  tags: readonly Pick<Tag, "id" | "name">[];
  contactCount: number;
};
export type Undone = { tagIds: number[]; blocked: { id: number; name: string }[]; leftAlone: number };
export type TagsModel = ReturnType<typeof createTagsModel>;
type Change = { name?: string; color?: string; description?: string; keepOldName?: boolean };

/** What can be done to tags. Changes show at once and go back when the server refuses; its reason is thrown. */
export function createTagsModel(api: Api, queries: QueryClient, slug: string) {
  async function change(tag: Tag, to: Change): Promise<Tag> {
    const { keepOldName: _, ...shown } = to;
    patchTag(queries, slug, tag.id, (known) => ({ ...known, ...shown }));
    try {
      const saved = await api.tags.update.mutate({ id: tag.id, ...to });
      patchTag(queries, slug, tag.id, () => saved);
      void refreshTags(queries, slug);
      return saved;
    } catch (error) {
      patchTag(queries, slug, tag.id, (known) => restore(known, tag, to));
      throw error;
    }
  }

  return {
    async create(input: CreateTag): Promise<Tag> {
      const tag = await api.tags.create.mutate(input);
      await refreshTags(queries, slug);
      return tag;
    },
    rename: (tag: Tag, name: string, keepOldName = false) =>
      change(tag, { name, ...(keepOldName && { keepOldName }) }),
    recolor: (tag: Tag, color: string) => change(tag, { color }),
    describe: (tag: Tag, description: string) => change(tag, { description }),
    /** Deletes one tag or several in one operation; refused when they were given more often than expected. */
    async remove(tags: readonly Pick<Tag, "id" | "name">[], expectedCount: number): Promise<DeletedTags> {
      const ids = tags.map(({ id }) => id);
      const [only] = ids;
      const answer =
        ids.length === 1 && only !== undefined
          ? await api.tags.delete.mutate({ id: only, expectedCount })
          : await api.tags.deleteMany.mutate({ ids, expectedCount });
      dropTags(queries, slug, ids);
      void refreshTags(queries, slug);
      return { operationId: answer.operationId, contactCount: answer.contactCount, tags };
    },
    /** Brings a deleted tag back, under another name when its own was taken meanwhile. */
    async bringBack(id: number, name?: string): Promise<Tag> {
      const tag = await api.tags.restore.mutate({ id, ...(name !== undefined && { name }) });
      await refreshTags(queries, slug);
      return tag;
    },
    /** Gives several tags a colour; null = all had it. */
    async recolorMany(
      ids: readonly number[],
      color: string,
    ): Promise<{ operationId: number; n: number } | null> {
      const { operationId, tagIds } = await api.tags.recolorMany.mutate({ ids: [...ids], color });
      for (const id of tagIds) patchTag(queries, slug, id, (known) => ({ ...known, color }));
      void refreshTags(queries, slug);
      return operationId === null ? null : { operationId, n: tagIds.length };
    },
    /** Hides tags from pickers; null = all were archived. */
    async archive(
      ids: readonly number[],
      expectedCount: number,
    ): Promise<{ operationId: number | null; tagIds: number[] }> {
      const done = await api.tags.archive.mutate({ ids: [...ids], expectedCount });
      await refreshTags(queries, slug);
      return done;
    },
    async unarchive(ids: readonly number[]): Promise<number[]> {
      const { tagIds } = await api.tags.unarchive.mutate({ ids: [...ids] });
      await refreshTags(queries, slug);
      return tagIds;
    },
    /** Makes tags one, for all contacts at once. */
    async merge(
      ids: readonly number[],
      into: number,
      expectedCount: number,
    ): Promise<{ operationId: number; tagIds: number[] }> {
      const done = await api.tags.merge.mutate(
        { ids: [...ids], into, expectedCount },
        { context: { long: true } },
      );
      dropTags(queries, slug, done.tagIds);
      patchTag(queries, slug, into, () => done.tag);
      void refreshTags(queries, slug);
      return done;
    },
    /** For how many days it stays on contacts; null = for good. */
    async setValidity(
      id: number,
      validityDays: number | null,
      expectedCount: number,
    ): Promise<{ operationId: number | null; tag: Tag }> {
      const done = await api.tags.setValidity.mutate({ id, validityDays, expectedCount });
      patchTag(queries, slug, id, () => done.tag);
      void refreshTags(queries, slug);
      return done;
    },
    /** Another name by which a tag is found. */
    async addAlias(id: number, name: string): Promise<void> {
      await api.tags.addAlias.mutate({ id, name });
      await refreshTags(queries, slug);
    },
    async removeAlias(id: number, name: string): Promise<void> {
      await api.tags.removeAlias.mutate({ id, name });
      await refreshTags(queries, slug);
    },
    async undo(operationId: number): Promise<Undone> {
      const undone = await api.operations.undo.mutate({ id: operationId });
      await refreshTags(queries, slug);
      return undone;
    },
  };
}

// Only what this change wrote goes back: somebody else's change of the same moment stays.
function restore(known: Tag, before: Tag, tried: Change): Tag {
  const back = { ...known };
  if (tried.name !== undefined && known.name === tried.name) back.name = before.name;
  if (tried.color !== undefined && known.color === tried.color) back.color = before.color;
  if (tried.description !== undefined && known.description === tried.description) {
    back.description = before.description;
  }
  return back;
}
