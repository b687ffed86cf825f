import { DomainError } from "@tagdeck/core/errors";
import type { TagImpact } from "@tagdeck/core/tags/impact";
import { authorize, type Context } from "../context.ts";
import * as tags from "./store.ts";
import { viewWord } from "./view.ts";

const shown = 5;

/** What a change of these tags would touch, exactly, however the workspace counts in its lists. */
export async function impactOfTags(ctx: Context, ids: readonly number[]): Promise<TagImpact> {
  authorize(ctx, "tags.read");
  const words = await tags.vocabulary(ctx);
  const live = [...new Set(ids)].flatMap((id) => words.get(id) ?? []).filter(({ deleted }) => !deleted);
  if (live.length === 0) throw new DomainError("tag_not_found");
  const counts = await countsOf(
    ctx,
    live.map(({ id }) => id),
  );
  const largest = live
    .map((word) => viewWord(word, counts.get(word.id) ?? 0))
    .sort((a, b) => (b.contactCount ?? 0) - (a.contactCount ?? 0))
    .slice(0, shown);
  return { tags: live.length, expectedCount: total(counts), largest };
}

/** Of many tags it is quicker to read all counts. */
export async function countsOf(ctx: Context, ids: readonly number[]): Promise<Map<number, number>> {
  if (ids.length <= 100) return tags.counts(ctx, ids);
  const wanted = new Set(ids);
  return new Map([...(await tags.counts(ctx))].filter(([id]) => wanted.has(id)));
}

export function total(counts: ReadonlyMap<number, number>): number {
  return [...counts.values()].reduce((sum, n) => sum + n, 0);
}

/**
 * @throws DomainError `impact_changed`; details: the `expectedCount` as it is now
 */
export function refuseGrown(count: number, expected: number | undefined): void {
  if (expected !== undefined && count > expected) {
    throw new DomainError("impact_changed", { expectedCount: count });
  }
}
