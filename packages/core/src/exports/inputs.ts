import { z } from "zod";
import { IndexTags } from "../tags/inputs.ts";
import { tagExtras } from "./tag-columns.ts";

export const ExportId = z.int().positive();
export const GetExport = z.object({ id: ExportId });

export const exportPresets = ["full", "summary"] as const;
export type ExportPreset = (typeof exportPresets)[number];

/** The list of tags as a table. Without `list` all tags that are not deleted, archived ones too. */
const TagsExport = z.object({
  kind: z.literal("tags"),
  preset: z.enum(exportPresets).default("full"),
  columns: z.array(z.enum(tagExtras)).max(tagExtras.length).default([]),
  list: IndexTags.pick({ tab: true, search: true, sort: true, direction: true }).optional(),
});
export type TagsExport = z.infer<typeof TagsExport>;

export const CreateExport = z.discriminatedUnion("kind", [TagsExport]);
export type CreateExport = z.infer<typeof CreateExport>;
