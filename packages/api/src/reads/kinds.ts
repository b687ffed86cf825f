import { countPassing } from "../contacts/list.ts";
import type { HeavyRead } from "./heavy-read.ts";

/** Every heavy read there is. A new one has its line here. */
// safe because a read is only ever given its own input
export const heavyReads = [countPassing] as readonly HeavyRead<unknown, unknown>[];
