import type { Duplicates } from "@tagdeck/core/tags/duplicates";
import type { Context } from "../context.ts";
import { compareNames, type Name } from "./duplicates-finder.ts";
import { liveWords } from "./list.ts";
import type { Vocabulary } from "./vocabulary.ts";

type Known = { version: number; names: readonly Name[]; found: Promise<Duplicates[]> };

// By what lives as long as the process: another database's workspaces may have the same ids.
const byProcess = new WeakMap<Vocabulary, Map<number, Known>>();

/** Tags in use whose names look like one, as this transaction sees them. Names are compared when any has changed. */
export async function duplicatesOf(ctx: Context): Promise<readonly Duplicates[]> {
  const { id, vocabularyVersion: version, vocabularyChanged } = ctx.workspace;
  const all = byProcess.get(ctx.vocabulary) ?? new Map<number, Known>();
  byProcess.set(ctx.vocabulary, all);
  const known = all.get(id);
  if (known?.version === version && !vocabularyChanged) return known.found;
  const names = (await liveWords(ctx))
    .filter(({ archivedAt }) => archivedAt === null)
    .map((word) => ({ id: word.id, name: word.name }));
  if (known && isSame(known.names, names)) {
    if (!vocabularyChanged) all.set(id, { ...known, version });
    return known.found;
  }
  const found = compareNames(names);
  if (!vocabularyChanged) {
    all.set(id, { version, names, found });
    // What failed is tried again.
    found.catch(() => {
      if (all.get(id)?.found === found) all.delete(id);
    });
  }
  return found;
}

function isSame(a: readonly Name[], b: readonly Name[]): boolean {
  return a.length === b.length && a.every(({ id, name }, i) => b[i]?.id === id && b[i].name === name);
}
