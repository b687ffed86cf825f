import { DomainError } from "@tagdeck/core/errors";
import type { RuleImpact } from "@tagdeck/core/tags/impact";
import type { ValidityImpact } from "@tagdeck/core/tags/inputs";
import { parseTimeZone } from "@tagdeck/core/workspaces/workspace";
import { authorize, type Context } from "../context.ts";
import { impactOf } from "../impact/service.ts";
import { ruledSince } from "../merges/holdings.ts";
import type { HeavyRead } from "../reads/heavy-read.ts";
import * as tags from "../tags/store.ts";
import * as rules from "./store.ts";

type Rule = { id: number; validityDays: number | null };

/** What a tag's other validity would do: null days = its assignments stay. */
export async function validityImpact(
  ctx: Context,
  { id, validityDays }: ValidityImpact,
): Promise<RuleImpact> {
  authorize(ctx, "tags.read");
  const word = (await tags.vocabulary(ctx)).get(id);
  if (!word || word.deleted) throw new DomainError("tag_not_found", { id });
  return impactOfRules(ctx, [{ id, validityDays }], ctx.workspace.timeZone);
}

/** What another time zone of the workspace would do to its temporary tags. */
export async function zoneImpact(ctx: Context, input: { timeZone: string }): Promise<RuleImpact> {
  authorize(ctx, "settings.edit");
  const timeZone = parseTimeZone(input.timeZone);
  return impactOfRules(ctx, timeZone === ctx.workspace.timeZone ? [] : await temporary(ctx), timeZone);
}

/** The tags whose assignments run out by a rule. */
export async function temporary(ctx: Context): Promise<Rule[]> {
  return [...(await tags.vocabulary(ctx)).values()].filter(
    ({ validityDays, deleted }) => validityDays !== null && !deleted,
  );
}

async function impactOfRules(
  ctx: Context,
  rulesThen: readonly Rule[],
  timeZone: string,
): Promise<RuleImpact> {
  if (rulesThen.length === 0) return { tags: 0, expectedCount: 0, goAtOnce: 0 };
  const { expectedCount } = await impactOf(
    ctx,
    rulesThen.map(({ id }) => id),
  );
  const given = rulesThen.map(({ id, validityDays }) => ({ id, validityDays }));
  const goAtOnce = await ctx.readHeavy(countEnding, { rules: given, timeZone });
  return { tags: rulesThen.length, expectedCount, goAtOnce };
}

/** How many assignments would have run out by these rules: all that a rule decides are looked at. */
export const countEnding: HeavyRead<{ rules: Rule[]; timeZone: string }, number> = {
  name: "validity.countEnding",
  async run(ctx, { rules: asked, timeZone }) {
    const then = { ...ctx, workspace: { ...ctx.workspace, timeZone } };
    let n = 0;
    for (const rule of asked) {
      const since = ruledSince(then, rule);
      if (since !== null) n += await rules.countBefore(ctx, rule.id, since);
    }
    return n;
  },
};
