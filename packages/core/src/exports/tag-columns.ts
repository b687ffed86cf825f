import type { ExportPreset } from "./inputs.ts";

/** What heads each column of an exported list of tags; an import knows them by it. */
export const tagHeads = {
  id: "Tag ID",
  name: "Tag Name",
  contacts: "Number of Tagged Contacts",
  created: "Created Time",
  updated: "Last Updated Time",
  kind: "Kind",
  validity: "Validity Days",
  color: "Color",
  description: "Description",
  aliases: "Aliases",
  lastUsed: "Last Used Time",
  archived: "Archived Time",
} as const;
export type TagExportColumn = keyof typeof tagHeads;

/** The columns that come by choice, in the order of the file. */
export const tagExtras = [
  "kind",
  "validity",
  "color",
  "description",
  "aliases",
  "lastUsed",
  "archived",
] as const satisfies readonly TagExportColumn[];
export type TagExtra = (typeof tagExtras)[number];

/** The columns of an export with what heads each: those of the preset, then the chosen ones. */
export function tagColumns(
  preset: ExportPreset,
  extras: readonly TagExtra[],
): { column: TagExportColumn; head: string }[] {
  const own: { column: TagExportColumn; head: string }[] =
    preset === "summary"
      ? [
          { column: "name", head: tagHeads.name },
          // The summary's own spelling.
          { column: "contacts", head: "Number of tagged contacts" },
        ]
      : (["id", "name", "contacts", "created", "updated"] as const).map(headed);
  return [...own, ...tagExtras.filter((extra) => extras.includes(extra)).map(headed)];
}

function headed<Column extends TagExportColumn>(column: Column) {
  return { column, head: tagHeads[column] };
}
