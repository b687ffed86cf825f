import { z } from "zod";
import { IndexTags, TagId } from "../tags/inputs.ts";
import { contactFormats } from "./contact-columns.ts";
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

/** The contacts that have a tag, with all their tags and attributes. */
const ContactsExport = z.object({
  kind: z.literal("contacts"),
  tagId: TagId,
  format: z.enum(contactFormats).default("csv"),
});
export type ContactsExport = z.infer<typeof ContactsExport>;

export const CreateExport = z.discriminatedUnion("kind", [TagsExport, ContactsExport]);
export type CreateExport = z.infer<typeof CreateExport>;
