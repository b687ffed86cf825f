import { countPassing } from "../contacts/list.ts";
import { countShared } from "../tags/duplicates.ts";
import { findHygiene } from "../tags/hygiene.ts";
import type { HeavyRead } from "./heavy-read.ts";

/** Every heavy read there is. A new one has its line here. */
// safe because a read is only ever given its own input
export const heavyReads = [countPassing, countShared, findHygiene] as readonly HeavyRead<unknown, unknown>[];
