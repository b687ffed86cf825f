import {
  ArchiveTags,
  CreateTag,
  DeleteTag,
  DeleteTags,
  GetTag,
  GetTags,
  ImpactOfTags,
  IndexTags,
  ListDuplicates,
  ListHygiene,
  ListIgnored,
  ListTags,
  MergeOf,
  MergeTags,
  NearTags,
  RecolorTags,
  RestoreTag,
  SuggestTags,
  TagAlias,
  TagHistory,
  TagPairs,
  UnarchiveTags,
  SetValidity,
  UpdateTag,
  ValidityImpact,
} from "@tagdeck/core/tags/inputs";
import { mergeTags } from "../merges/merge.ts";
import { previewMerge } from "../merges/preview.ts";
import { setValidity } from "../validity/change.ts";
import { validityImpact } from "../validity/impact.ts";
import { mutation, preparedMutation, query, router } from "../trpc.ts";
import { ignoredDuplicates, ignoreDuplicates, listDuplicates, unignoreDuplicates } from "./duplicates.ts";
import { archiveTags, unarchiveTags } from "./archive.ts";
import { addAlias, listAliases, removeAlias } from "./aliases.ts";
import { tagHistory } from "./history.ts";
import { listHygiene } from "./hygiene.ts";
import { impactOfTags } from "./impact.ts";
import { getTags, indexTags } from "./index-tags.ts";
import { getTag, listTags } from "./list.ts";
import { restoreTag } from "./restore.ts";
import { createTag, deleteTag, updateTag } from "./service.ts";
import { nearTags, suggestTags } from "./suggest.ts";
import { tagTrend } from "./trend.ts";
import { deleteTags, recolorTags } from "./wide.ts";

export const tagsRouter = router({
  list: query.input(ListTags).query(({ ctx, input }) => listTags(ctx.inner, input)),
  index: query.input(IndexTags).query(({ ctx, input }) => indexTags(ctx.inner, input)),
  getMany: query.input(GetTags).query(({ ctx, input }) => getTags(ctx.inner, input.ids)),
  get: query.input(GetTag).query(({ ctx, input }) => getTag(ctx.inner, input.id)),
  suggest: query.input(SuggestTags).query(({ ctx, input }) => suggestTags(ctx.inner, input)),
  near: query.input(NearTags).query(({ ctx, input }) => nearTags(ctx.inner, input)),
  history: query.input(TagHistory).query(({ ctx, input }) => tagHistory(ctx.inner, input)),
  trend: query.input(GetTag).query(({ ctx, input }) => tagTrend(ctx.inner, input.id)),
  impact: query.input(ImpactOfTags).query(({ ctx, input }) => impactOfTags(ctx.inner, input.ids)),
  duplicates: query.input(ListDuplicates).query(({ ctx, input }) => listDuplicates(ctx.inner, input)),
  ignoredDuplicates: query.input(ListIgnored).query(({ ctx, input }) => ignoredDuplicates(ctx.inner, input)),
  hygiene: query.input(ListHygiene).query(({ ctx, input }) => listHygiene(ctx.inner, input)),
  ignoreDuplicates: mutation.input(TagPairs).mutation(({ ctx, input }) => ignoreDuplicates(ctx.inner, input)),
  unignoreDuplicates: mutation
    .input(TagPairs)
    .mutation(({ ctx, input }) => unignoreDuplicates(ctx.inner, input)),
  create: mutation.input(CreateTag).mutation(({ ctx, input }) => createTag(ctx.inner, input)),
  update: mutation.input(UpdateTag).mutation(({ ctx, input }) => updateTag(ctx.inner, input)),
  validityImpact: query.input(ValidityImpact).query(({ ctx, input }) => validityImpact(ctx.inner, input)),
  setValidity: mutation.input(SetValidity).mutation(({ ctx, input }) => setValidity(ctx.inner, input)),
  delete: mutation.input(DeleteTag).mutation(({ ctx, input }) => deleteTag(ctx.inner, input)),
  deleteMany: mutation.input(DeleteTags).mutation(({ ctx, input }) => deleteTags(ctx.inner, input)),
  recolorMany: mutation.input(RecolorTags).mutation(({ ctx, input }) => recolorTags(ctx.inner, input)),
  archive: mutation.input(ArchiveTags).mutation(({ ctx, input }) => archiveTags(ctx.inner, input)),
  unarchive: mutation.input(UnarchiveTags).mutation(({ ctx, input }) => unarchiveTags(ctx.inner, input)),
  mergePreview: query.input(MergeOf).query(({ ctx, input }) => previewMerge(ctx.inner, input)),
  merge: preparedMutation.input(MergeTags).mutation(({ ctx, input }) => mergeTags(ctx, input)),
  aliases: query.input(GetTag).query(({ ctx, input }) => listAliases(ctx.inner, input.id)),
  addAlias: mutation.input(TagAlias).mutation(({ ctx, input }) => addAlias(ctx.inner, input)),
  removeAlias: mutation.input(TagAlias).mutation(({ ctx, input }) => removeAlias(ctx.inner, input)),
  restore: mutation.input(RestoreTag).mutation(({ ctx, input }) => restoreTag(ctx.inner, input)),
});
