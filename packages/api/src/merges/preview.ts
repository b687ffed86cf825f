import { DomainError } from "@tagdeck/core/errors";
import type { MergeOf } from "@tagdeck/core/tags/inputs";
import type { MergePreview } from "@tagdeck/core/tags/merge-preview";
import { authorize, type Context } from "../context.ts";
import { impactOf } from "../impact/service.ts";
import * as tags from "../tags/store.ts";
import { viewWord } from "../tags/view.ts";
import type { Word } from "../tags/vocabulary.ts";
import { type MergePlan, planMerge } from "./plan.ts";
import * as plans from "./plans.ts";

/** The tags that are merged, each once, and the one that they become. */
export function sourcesOf({ ids, into }: MergeOf): number[] {
  const sources = [...new Set(ids)].filter((id) => id !== into).sort((a, b) => a - b);
  if (sources.length === 0) throw new DomainError("invalid_input");
  return sources;
}

export async function previewMerge(ctx: Context, input: MergeOf): Promise<MergePreview> {
  authorize(ctx, "tags.merge");
  const sources = sourcesOf(input);
  const words = await tags.vocabulary(ctx);
  const all = [...sources, input.into].map((id): Word => {
    const word = words.get(id);
    if (!word || word.deleted) throw new DomainError("tag_not_found", { id });
    return word;
  });
  const plan = await makePlan(ctx, input);
  const { expectedCount } = await impactOf(ctx, sources);
  const counts = await tags.counts(
    ctx,
    all.map(({ id }) => id),
  );
  const grown = plan.grows.reduce((sum, [end, n]) => (end === 0 || end > ctx.now ? sum + n : sum), 0);
  return {
    tags: all.map((word) => viewWord(word, counts.get(word.id) ?? 0)),
    into: input.into,
    expectedCount,
    contactCount: (counts.get(input.into) ?? 0) + grown,
    shared: plan.shared,
    expireNow: plan.expireNow,
    becomeTemporary: plan.becomeTemporary,
    becomePermanent: plan.becomePermanent,
    aliases: all.flatMap((word) => [
      ...(word.id === input.into ? [] : [word.name]),
      ...word.aliases.map(({ name }) => name),
    ]),
  };
}

/** Counts what a merge would do, and keeps it for the merge that follows. */
export async function makePlan(ctx: Context, input: MergeOf): Promise<MergePlan> {
  const plan = await ctx.readHeavy(planMerge, { sources: sourcesOf(input), target: input.into });
  plans.keep(ctx, plan);
  return plan;
}
