import { countTarget } from "../bulk/target.ts";
import { countPassing } from "../contacts/list.ts";
import { countSeveral } from "../groups/several-store.ts";
import { entriesOfTag } from "../history/of-tag.ts";
import { countAt, listAt } from "../history/on-day.ts";
import { readInsights } from "../insights/get-insights.ts";
import { planMerge } from "../merges/plan.ts";
import { countShared } from "../tags/duplicates.ts";
import { findHygiene } from "../tags/hygiene.ts";
import { countEnding } from "../validity/impact.ts";
import type { HeavyRead } from "./heavy-read.ts";

/** Every heavy read there is. A new one has its line here. */
const all = [
  countPassing,
  countAt,
  countEnding,
  countShared,
  countTarget,
  countSeveral,
  entriesOfTag,
  findHygiene,
  listAt,
  planMerge,
  readInsights,
];
// safe because a read is only ever given its own input
export const heavyReads = all as readonly HeavyRead<unknown, unknown>[];
