import type { CreateTag } from "@tagdeck/core/tags/inputs";
import type { Tag } from "@tagdeck/core/tags/tag";
import type { QueryClient } from "@tanstack/preact-query";
import type { Api } from "../api/client.ts";
import { dropTag, patchTag, refreshTags } from "./queries.ts";

export type DeletedTag = { operationId: number; tag: Tag; contactCount: number };
export type TagsModel = ReturnType<typeof createTagsModel>;

/** What can be done to tags. Changes show at once and go back when the server refuses; its reason is thrown. */
export function createTagsModel(api: Api, queries: QueryClient, slug: string) {
  async function change(tag: Tag, to: { name?: string; color?: string; description?: string }): Promise<Tag> {
    patchTag(queries, slug, tag.id, (known) => ({ ...known, ...to }));
    try {
      const saved = await api.tags.update.mutate({ id: tag.id, ...to });
      patchTag(queries, slug, tag.id, () => saved);
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
    rename: (tag: Tag, name: string) => change(tag, { name }),
    recolor: (tag: Tag, color: string) => change(tag, { color }),
    describe: (tag: Tag, description: string) => change(tag, { description }),
    async remove(tag: Tag): Promise<DeletedTag> {
      const answer = await api.tags.delete.mutate({ id: tag.id });
      dropTag(queries, slug, tag.id);
      void refreshTags(queries, slug);
      return { ...answer, tag };
    },
    /** Brings a deleted tag back, under another name when its own was taken meanwhile. */
    async bringBack(deleted: DeletedTag, name?: string): Promise<Tag> {
      const { tag } = await api.operations.undo.mutate({
        id: deleted.operationId,
        ...(name !== undefined && { name }),
      });
      await refreshTags(queries, slug);
      return tag ?? deleted.tag;
    },
  };
}

// Only what this change wrote goes back: somebody else's change of the same moment stays.
function restore(
  known: Tag,
  before: Tag,
  tried: { name?: string; color?: string; description?: string },
): Tag {
  const back = { ...known };
  if (tried.name !== undefined && known.name === tried.name) back.name = before.name;
  if (tried.color !== undefined && known.color === tried.color) back.color = before.color;
  if (tried.description !== undefined && known.description === tried.description) {
    back.description = before.description;
  }
  return back;
}
