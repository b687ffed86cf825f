import type { ActivityChange, ActivityEntry } from "@tagdeck/core/activity/entry";
import { z } from "zod";

const Value = z.union([z.string(), z.number(), z.boolean()]);
const Change = z.object({ from: Value, to: Value });
const Whole = z.record(z.string(), z.unknown());
type Whole = z.infer<typeof Whole>;

/** What was recorded with a line: every slice records its own, and all of them are one of these forms. */
export function readDetails(json: string): Pick<ActivityEntry, "changes" | "facts"> {
  const details = Whole.parse(JSON.parse(json));
  const { before, after, from, to, ...rest } = details;
  const changes: ActivityChange[] = [];
  const facts: Record<string, z.infer<typeof Value>> = {};
  const role = Change.safeParse({ from, to });
  if (role.success) changes.push({ what: "role", ...role.data });
  const [was, is] = [Whole.safeParse(before), Whole.safeParse(after)];
  if (was.success && is.success) changes.push(...differences(was.data, is.data));
  for (const [key, value] of Object.entries(rest)) {
    const [change, plain] = [Change.safeParse(value), Value.safeParse(value)];
    if (change.success) changes.push({ what: key, ...change.data });
    else if (plain.success) facts[key] = plain.data;
  }
  return { changes, facts };
}

function differences(before: Whole, after: Whole): ActivityChange[] {
  return Object.keys(after).flatMap((what): ActivityChange[] => {
    const [inner, outer] = [Whole.safeParse(before[what]), Whole.safeParse(after[what])];
    if (inner.success && outer.success) return differences(inner.data, outer.data);
    const change = Change.safeParse({ from: before[what], to: after[what] });
    return change.success && change.data.from !== change.data.to ? [{ what, ...change.data }] : [];
  });
}
