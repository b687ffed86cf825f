import { CreateTag, DeleteTag, GetTag, ListTags, SuggestTags, UpdateTag } from "@tagdeck/core/tags/inputs";
import { mutation, query, router } from "../trpc.ts";
import { getTag, listTags, suggestTags } from "./list.ts";
import { createTag, deleteTag, updateTag } from "./service.ts";

export const tagsRouter = router({
  list: query.input(ListTags).query(({ ctx, input }) => listTags(ctx.inner, input)),
  get: query.input(GetTag).query(({ ctx, input }) => getTag(ctx.inner, input.id)),
  suggest: query.input(SuggestTags).query(({ ctx, input }) => suggestTags(ctx.inner, input)),
  create: mutation.input(CreateTag).mutation(({ ctx, input }) => createTag(ctx.inner, input)),
  update: mutation.input(UpdateTag).mutation(({ ctx, input }) => updateTag(ctx.inner, input)),
  delete: mutation.input(DeleteTag).mutation(({ ctx, input }) => deleteTag(ctx.inner, input)),
});
