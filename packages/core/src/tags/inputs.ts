import { z } from "zod";

export const TagId = z.int().positive();
export const TagColor = z
  .string()
  .regex(/^#[0-9a-fA-F]{6}$/)
  .transform((color) => color.toLowerCase());
// The name's own rules are parseTagName's: the limit is the workspace's, and its errors have their own codes.
export const TagNameInput = z.string().max(20_000);
export const TagDescription = z.string().trim().max(500);

export const CreateTag = z.object({
  name: TagNameInput,
  color: TagColor.optional(),
  description: TagDescription.optional(),
});
export type CreateTag = z.infer<typeof CreateTag>;

export const UpdateTag = z.object({
  id: TagId,
  name: TagNameInput.optional(),
  color: TagColor.optional(),
  description: TagDescription.optional(),
});
export type UpdateTag = z.infer<typeof UpdateTag>;

export const DeleteTag = z.object({ id: TagId });
export type DeleteTag = z.infer<typeof DeleteTag>;

export const tagSorts = ["name", "contacts", "created", "updated"] as const;
export type TagSort = (typeof tagSorts)[number];

export const ListTags = z.object({
  search: z.string().max(200).default(""),
  sort: z.enum(tagSorts).default("name"),
  direction: z.enum(["asc", "desc"]).default("asc"),
  limit: z.int().min(1).max(200).default(50),
  cursor: z.string().max(500).nullish(),
});
export type ListTags = z.infer<typeof ListTags>;

export const SuggestTags = z.object({
  query: z.string().max(200).default(""),
  limit: z.int().min(1).max(200).default(50),
});
export type SuggestTags = z.infer<typeof SuggestTags>;

export const GetTag = z.object({ id: TagId });
