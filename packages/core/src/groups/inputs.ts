import { z } from "zod";
import { TagColor, TagId, TagNameInput, wideTagMax } from "../tags/inputs.ts";
import { groupMax } from "./group.ts";

const GroupId = z.int().positive();
const TagIds = z.array(TagId).min(1).max(wideTagMax);

export const CreateGroup = z.object({
  name: TagNameInput,
  color: TagColor.optional(),
  exclusive: z.boolean().default(false),
});
export type CreateGroup = z.infer<typeof CreateGroup>;

export const UpdateGroup = z.object({
  id: GroupId,
  name: TagNameInput.optional(),
  color: TagColor.optional(),
});
export type UpdateGroup = z.infer<typeof UpdateGroup>;

/** All groups in their new order. */
export const OrderGroups = z.object({ ids: z.array(GroupId).min(1).max(groupMax) });
export type OrderGroups = z.infer<typeof OrderGroups>;

export const DeleteGroup = z.object({ id: GroupId });
export type DeleteGroup = z.infer<typeof DeleteGroup>;

/** What it would mean to allow one of these tags and those of the group only. */
export const PreviewGrouping = z.object({
  id: GroupId,
  add: z.array(TagId).max(wideTagMax).default([]),
});
export type PreviewGrouping = z.infer<typeof PreviewGrouping>;

/** `expectedCount` is the preview's: the change is refused when more contacts have several by now. */
export const SetExclusive = z.object({
  id: GroupId,
  exclusive: z.boolean(),
  expectedCount: z.int().min(0).optional(),
});
export type SetExclusive = z.infer<typeof SetExclusive>;

/** `groupId` null takes the tags out of their groups; `expectedCount` as above. */
export const GroupTags = z.object({
  ids: TagIds,
  groupId: GroupId.nullable(),
  expectedCount: z.int().min(0).optional(),
});
export type GroupTags = z.infer<typeof GroupTags>;
