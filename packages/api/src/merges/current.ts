import type { Context } from "../context.ts";
import * as tags from "../tags/store.ts";
import type { Word } from "../tags/vocabulary.ts";

/** A merge, or its undo, whose job goes on, or one that can still be undone. */
export type Merge = {
  id: number;
  target: Word;
  sources: readonly Word[];
  state: "moving" | "moved" | "undoing";
};

export type Merges = {
  byId: ReadonlyMap<number, Merge>;
  /** The one that goes on for a tag: as what the others become, or as one of those. */
  goingOn: ReadonlyMap<number, Merge>;
};

const known = new WeakMap<ReadonlyMap<number, Word>, Merges>();

/** The merges that readers and writers of assignments have to mind: they are in the vocabulary. */
export async function current(ctx: Context): Promise<Merges> {
  const words = await tags.vocabulary(ctx);
  const found = known.get(words) ?? collect(words);
  known.set(words, found);
  return found;
}

function collect(words: ReadonlyMap<number, Word>): Merges {
  const sources = new Map<number, Word[]>();
  for (const word of words.values()) {
    if (!word.merge) continue;
    const of = sources.get(word.merge.id) ?? [];
    sources.set(word.merge.id, [...of, word]);
  }
  const byId = new Map<number, Merge>();
  const goingOn = new Map<number, Merge>();
  for (const [id, of] of sources) {
    const merge = of[0]?.merge;
    const target = words.get(merge?.target ?? 0);
    if (!merge || !target) continue;
    const entry = { id, target, sources: of, state: merge.state };
    byId.set(id, entry);
    if (merge.state === "moved") continue;
    goingOn.set(target.id, entry);
    // Of a merge that is being undone the sources are there again, and what is done with them must not be lost.
    for (const word of of) goingOn.set(word.id, entry);
  }
  return { byId, goingOn };
}
