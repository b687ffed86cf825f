import { z } from "zod";
import { mergeMax } from "./merge-max.ts";
import { hygieneLists } from "./hygiene.ts";
import { validityMax } from "./expiry.ts";
import { tagTabs } from "./tabs.ts";
import { tagKinds } from "./tag.ts";

export const TagId = z.int().positive();
export const TagColor = z
  .string()
  .regex(/^#[0-9a-fA-F]{6}$/)
  .transform((color) => color.toLowerCase());
// The name's own rules are parseTagName's: the limit is the workspace's, and its errors have their own codes.
export const TagNameInput = z.string().max(20_000);
export const TagDescription = z.string().trim().max(500);

/** For how many whole days a tag stays on a contact; null = for good. */
const ValidityDays = z.int().min(1).max(validityMax).nullable();

export const CreateTag = z
  .object({
    name: TagNameInput,
    color: TagColor.optional(),
    description: TagDescription.optional(),
    /** May be left out: a tag with a validity is temporary. */
    kind: z.enum(tagKinds).optional(),
    validityDays: ValidityDays.optional(),
  })
  .refine(({ kind, validityDays = null }) => !kind || (kind === "temporary") === (validityDays !== null), {
    path: ["validityDays"],
  });
export type CreateTag = z.infer<typeof CreateTag>;

export const UpdateTag = z.object({
  id: TagId,
  name: TagNameInput.optional(),
  color: TagColor.optional(),
  description: TagDescription.optional(),
  /** Whether the tag is still found by the name that it had. */
  keepOldName: z.boolean().optional(),
});
export type UpdateTag = z.infer<typeof UpdateTag>;

export const ValidityImpact = z.object({ id: TagId, validityDays: ValidityDays });
export type ValidityImpact = z.infer<typeof ValidityImpact>;
/** `expectedCount` is the preview's: the change is refused when more contacts have the tag by now. */
export const SetValidity = ValidityImpact.extend({ expectedCount: z.int().min(0).optional() });
export type SetValidity = z.infer<typeof SetValidity>;

export const DeleteTag = z.object({ id: TagId, expectedCount: z.int().min(0).optional() });
export type DeleteTag = z.infer<typeof DeleteTag>;

export const tagSorts = ["name", "contacts", "created", "updated"] as const;

export const ListTags = z.object({
  search: z.string().max(200).default(""),
  sort: z.enum(tagSorts).default("name"),
  direction: z.enum(["asc", "desc"]).default("asc"),
  limit: z.int().min(1).max(200).default(50),
  cursor: z.string().max(500).nullish(),
});
export type ListTags = z.infer<typeof ListTags>;

export const indexSorts = [...tagSorts, "deleted"] as const;
export type IndexSort = (typeof indexSorts)[number];

/** The whole list as its ids, with the first rows. */
export const IndexTags = z.object({
  tab: z.enum(tagTabs).default("all"),
  search: z.string().max(200).default(""),
  sort: z.enum(indexSorts).default("name"),
  direction: z.enum(["asc", "desc"]).default("asc"),
  first: z.int().min(0).max(200).default(60),
});
export type IndexTags = z.infer<typeof IndexTags>;

export const GetTags = z.object({ ids: z.array(TagId).min(1).max(200) });

/** The most tags of one wide change. */
export const wideTagMax = 20_000;
const WideTagIds = z.array(TagId).min(1).max(wideTagMax);

export const ImpactOfTags = z.object({ ids: WideTagIds });
/** `expectedCount` is the preview's: the change is refused when the tags have been given more often since. */
export const DeleteTags = z.object({ ids: WideTagIds, expectedCount: z.int().min(0) });
export type DeleteTags = z.infer<typeof DeleteTags>;
export const RecolorTags = z.object({ ids: WideTagIds, color: TagColor });
export type RecolorTags = z.infer<typeof RecolorTags>;

/** `expectedCount` as above. */
export const ArchiveTags = z.object({ ids: WideTagIds, expectedCount: z.int().min(0) });
export type ArchiveTags = z.infer<typeof ArchiveTags>;
export const UnarchiveTags = z.object({ ids: WideTagIds });
export type UnarchiveTags = z.infer<typeof UnarchiveTags>;

/** `ids` become `into`, which may be among them. */
export const MergeOf = z.object({ ids: z.array(TagId).min(1).max(mergeMax), into: TagId });
export type MergeOf = z.infer<typeof MergeOf>;
/** `expectedCount` is the preview's. */
export const MergeTags = MergeOf.extend({ expectedCount: z.int().min(0).optional() });
export type MergeTags = z.infer<typeof MergeTags>;

/** Another name of a tag. */
export const TagAlias = z.object({ id: TagId, name: TagNameInput });
export type TagAlias = z.infer<typeof TagAlias>;

export const RestoreTag = z.object({ id: TagId, name: TagNameInput.optional() });
export type RestoreTag = z.infer<typeof RestoreTag>;

export const NearTags = z.object({ name: z.string().max(200), except: TagId.optional() });
export type NearTags = z.infer<typeof NearTags>;

export const TagHistory = z.object({
  id: TagId,
  limit: z.int().min(1).max(100).default(20),
  cursor: z.string().max(500).nullish(),
});
export type TagHistory = z.infer<typeof TagHistory>;

export const SuggestTags = z.object({
  query: z.string().max(200).default(""),
  limit: z.int().min(1).max(200).default(50),
});
export type SuggestTags = z.infer<typeof SuggestTags>;

export const GetTag = z.object({ id: TagId });

/** Groups of tags whose names look like one. `shared` also counts the contacts they share, which takes longer. */
export const ListDuplicates = z.object({
  shared: z.boolean().default(true),
  limit: z.int().min(1).max(100).default(20),
  cursor: z.string().max(500).nullish(),
});
export type ListDuplicates = z.infer<typeof ListDuplicates>;

/** Two tags each. A group of 64 has 2,016 of them. */
export const TagPairs = z.object({
  pairs: z
    .array(z.tuple([TagId, TagId]))
    .min(1)
    .max(2_016),
});
export type TagPairs = z.infer<typeof TagPairs>;

export const ListIgnored = z.object({
  limit: z.int().min(1).max(100).default(50),
  cursor: z.string().max(500).nullish(),
});
export type ListIgnored = z.infer<typeof ListIgnored>;

export const ListHygiene = z.object({
  list: z.enum(hygieneLists),
  limit: z.int().min(1).max(200).default(50),
  cursor: z.string().max(500).nullish(),
});
export type ListHygiene = z.infer<typeof ListHygiene>;
