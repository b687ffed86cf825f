import type { IndexTags } from "@tagdeck/core/tags/inputs";
import type { Context } from "../context.ts";
import { orderWords, wordsByTab } from "./index-tags.ts";
import { type ListCounts, listCounts } from "./list-counts.ts";
import type { Word } from "./vocabulary.ts";

/** The tags of a list in its order, with their counts; without a list all that are not deleted, by name. */
export async function pickWords(
  ctx: Context,
  list: Pick<IndexTags, "tab" | "search" | "sort" | "direction"> | undefined,
): Promise<{ words: Word[]; counts: ListCounts }> {
  const tabs = await wordsByTab(ctx);
  const counts = await listCounts(ctx);
  if (list) return { words: orderWords(tabs[list.tab], list, counts), counts };
  const order = { search: "", sort: "name", direction: "asc" } as const;
  return { words: orderWords([...tabs.all, ...tabs.archived], order, counts), counts };
}
