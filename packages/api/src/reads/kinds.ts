import type { HeavyRead } from "./heavy-read.ts";

/** Every heavy read there is. A new one has its line here. */
export const heavyReads: readonly HeavyRead<unknown, unknown>[] = [];
