import { DomainError } from "@tagdeck/core/errors";
import type { Context } from "../context.ts";
import type { HeavyRead } from "../reads/heavy-read.ts";
import * as tags from "../tags/store.ts";
import { current } from "./current.ts";
import { isAlive, ruledEnd, slot } from "./holdings.ts";
import { type Alike, countAlike, storedCounts } from "./overlap-store.ts";

export type PlanInput = { sources: number[]; target: number };

/** What a merge will make of the counts, as of one instant. Plain data: a thread counts it. */
export type MergePlan = PlanInput & {
  at: number;
  /** The first instant at which anything of it runs out: by then it is no longer true. */
  until: number;
  /** What it depends on besides. */
  rule: string;
  snapshot: string;
  /** By how much the survivor's count grows under each expiry (0 = stays). */
  grows: [expiresAt: number, n: number][];
  stored: [key: string, n: number][];
  /** Contacts of the merged tags, and those of them that the survivor has too. */
  contacts: number;
  shared: number;
  /** How many would run out at once, how many stayed and will run out, how many ran out and will stay. */
  expireNow: number;
  becomeTemporary: number;
  becomePermanent: number;
};

/** Counts what a merge would make of contacts: as many as there are are read. */
export const planMerge: HeavyRead<PlanInput, MergePlan> = {
  name: "merges.plan",
  async run(ctx, { sources, target }) {
    const word = (await tags.vocabulary(ctx)).get(target);
    if (!word || word.deleted) throw new DomainError("tag_not_found", { id: target });
    // Where assignments still move, they cannot be counted where they belong.
    const { goingOn } = await current(ctx);
    if ([...sources, target].some((id) => goingOn.has(id))) throw new DomainError("operation_running");
    const snapshot = await ctx.dialect.snapshot(ctx.db, ctx.workspace.id);
    const stored = await storedCounts(ctx, [...sources, target]);
    const plan: MergePlan = {
      sources,
      target,
      at: ctx.now,
      snapshot,
      rule: ruleOf(ctx, word),
      until: Math.min(
        Number.MAX_SAFE_INTEGER,
        ...[...stored.keys()].map((key) => Number(key.split(" ")[1])).filter((end) => end > ctx.now),
        ruledEnd(ctx, { validityDays: word.validityDays === null ? null : 1 }, ctx.now) ?? Infinity,
      ),
      stored: [...stored],
      contacts: 0,
      shared: 0,
      expireNow: 0,
      becomeTemporary: 0,
      becomePermanent: 0,
      grows: [],
    };
    const grows = new Map<number, number>();
    for (const alike of await countAlike(ctx, sources, word)) {
      const end = endOf(ctx, alike, word);
      plan.contacts += alike.n;
      if (alike.before !== null) plan.shared += alike.n;
      const alive = isAlive({ expires_at: end }, ctx.now);
      if (!alive) plan.expireNow += alike.n;
      else if (end !== null && alike.endless === 1) plan.becomeTemporary += alike.n;
      else if (end === null && alike.endless === 0) plan.becomePermanent += alike.n;
      if (!alive && alike.before === null) continue;
      grows.set(end ?? 0, (grows.get(end ?? 0) ?? 0) + alike.n);
      if (alike.before !== null) grows.set(alike.before, (grows.get(alike.before) ?? 0) - alike.n);
    }
    plan.grows = [...grows].filter(([, n]) => n !== 0);
    return plan;
  },
};

/** What the plan depends on and may be changed meanwhile: the survivor's rule, and the zone. */
export function ruleOf(ctx: Context, word: { validityDays: number | null }): string {
  return `${word.validityDays} ${ctx.workspace.timeZone}`;
}

function endOf(ctx: Context, alike: Alike, word: { validityDays: number | null }): number | null {
  if (alike.never === 1) return null;
  const custom = alike.custom === 0 ? -Infinity : alike.custom;
  if (alike.byRule === 0) return custom;
  const ruled = ruledEnd(ctx, word, alike.slotAt * slot);
  return ruled === null ? null : Math.max(custom, ruled);
}
