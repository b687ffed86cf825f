import type { Context } from "../context.ts";
import * as hours from "./hour-store.ts";
import * as tags from "./store.ts";

export type ListCounts = {
  /** Contacts that have the tag; null = not counted yet. */
  of: (tagId: number) => number | null;
  /** When it was counted, in epoch ms; null = this very moment. */
  countedAt: number | null;
};

/** The counts that lists show: live, or as of the last full hour where the workspace wants it so. */
export async function listCounts(ctx: Context, tagIds?: readonly number[]): Promise<ListCounts> {
  if (ctx.workspace.settings.countMode === "hourly") {
    const hour = await hours.find(ctx);
    return { of: (id) => hour?.counts.get(id) ?? null, countedAt: hour?.countedAt ?? null };
  }
  const counts = await tags.counts(ctx, tagIds);
  return { of: (id) => counts.get(id) ?? 0, countedAt: null };
}
