import * as tags from "../tags/store.ts";
import type { Reference } from "./reference.ts";

/** Of many tags it is quicker to read all counts. */
const few = 100;

/** All that refers to tags. A new kind has its line here. */
export const references: readonly Reference[] = [
  {
    kind: "contacts",
    async count(ctx, tagIds) {
      if (tagIds.length <= few) return tags.counts(ctx, tagIds);
      const wanted = new Set(tagIds);
      return new Map([...(await tags.counts(ctx))].filter(([id]) => wanted.has(id)));
    },
  },
];
