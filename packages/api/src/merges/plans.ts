import type { Context } from "../context.ts";
import type { Vocabulary } from "../tags/vocabulary.ts";
import type { MergePlan, PlanInput } from "./plan.ts";

/** For how long what a preview counted is worth correcting instead of counting again, in ms. */
const kept = 5 * 60_000;
const most = 20;

// A preview is followed by its merge, mostly within a minute and in the same process.
const known = new WeakMap<Vocabulary, Map<string, MergePlan>>();

const keyOf = (ctx: Context, { sources, target }: PlanInput) =>
  `${ctx.workspace.id} ${target} ${[...sources].sort((a, b) => a - b).join(",")}`;

export function keep(ctx: Context, plan: MergePlan): void {
  const plans = known.get(ctx.vocabulary) ?? new Map<string, MergePlan>();
  known.set(ctx.vocabulary, plans);
  plans.delete(keyOf(ctx, plan));
  plans.set(keyOf(ctx, plan), plan);
  for (const key of [...plans.keys()].slice(0, -most)) plans.delete(key);
}

export function find(ctx: Context, input: PlanInput): MergePlan | undefined {
  const plan = known.get(ctx.vocabulary)?.get(keyOf(ctx, input));
  return plan && ctx.now < plan.at + kept ? plan : undefined;
}
