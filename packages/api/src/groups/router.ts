import {
  CreateGroup,
  DeleteGroup,
  GroupTags,
  OrderGroups,
  PreviewGrouping,
  SetExclusive,
  UpdateGroup,
} from "@tagdeck/core/groups/inputs";
import { mutation, preparedMutation, query, router } from "../trpc.ts";
import { groupTags, previewGrouping, setExclusive } from "./regroup.ts";
import { createGroup, deleteGroup, listGroups, orderGroups, updateGroup } from "./service.ts";

export const groupsRouter = router({
  list: query.query(({ ctx }) => listGroups(ctx.inner)),
  preview: query.input(PreviewGrouping).query(({ ctx, input }) => previewGrouping(ctx.inner, input)),
  create: mutation.input(CreateGroup).mutation(({ ctx, input }) => createGroup(ctx.inner, input)),
  update: mutation.input(UpdateGroup).mutation(({ ctx, input }) => updateGroup(ctx.inner, input)),
  order: mutation.input(OrderGroups).mutation(({ ctx, input }) => orderGroups(ctx.inner, input)),
  delete: mutation.input(DeleteGroup).mutation(({ ctx, input }) => deleteGroup(ctx.inner, input)),
  setExclusive: preparedMutation.input(SetExclusive).mutation(({ ctx, input }) => setExclusive(ctx, input)),
  setTags: preparedMutation.input(GroupTags).mutation(({ ctx, input }) => groupTags(ctx, input)),
});
