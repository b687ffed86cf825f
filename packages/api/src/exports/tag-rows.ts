import type { TagsExport } from "@tagdeck/core/exports/inputs";
import { tagColumns } from "@tagdeck/core/exports/tag-columns";
import type { JobRun } from "../jobs/job.ts";
import { pickWords } from "../tags/pick-words.ts";
import { byteOrderMark, csvText } from "./csv.ts";
import { tagCells, tagFacts } from "./tag-cells.ts";

const portion = 500;

/** The list of tags as CSV, piece by piece: which tags and how many contacts as of one instant. */
export async function* tagRows(
  run: JobRun,
  { preset, columns: extras, list }: TagsExport,
): AsyncGenerator<string, number> {
  const columns = tagColumns(preset, extras);
  const wanted = new Set(columns.map(({ column }) => column));
  yield byteOrderMark + csvText([columns.map(({ head }) => head)]);

  const { words, counts } = await run.read((ctx) => pickWords(ctx, list));
  run.progress(0, words.length);
  for (let at = 0; at < words.length; at += portion) {
    const some = words.slice(at, at + portion);
    const facts = await run.read((ctx) => tagFacts(ctx, some, counts.of, wanted));
    yield csvText(facts.map((tag) => columns.map(({ column }) => tagCells[column](tag))));
    run.progress(at + some.length, words.length);
  }
  return words.length;
}
