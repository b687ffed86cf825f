import { readDay } from "../controls/day.ts";
import { activityAreas, type ActivityArea } from "@tagdeck/core/activity/areas";

/** What the address says about the audit log. */
export type ActivityState = {
  actor: number | null;
  area: ActivityArea | null;
  /** Days of the workspace, as YYYY-MM-DD, both included. */
  from: string | null;
  to: string | null;
};

export const wholeLog: ActivityState = { actor: null, area: null, from: null, to: null };

export function readActivityState(params: URLSearchParams): ActivityState {
  const actor = params.get("by") ?? "";
  return {
    actor: /^[1-9]\d{0,14}$/.test(actor) ? Number(actor) : null,
    area: activityAreas.find((area) => area === params.get("kind")) ?? null,
    from: readDay(params.get("from")),
    to: readDay(params.get("to")),
  };
}

export function writeActivityState({ actor, area, from, to }: ActivityState): URLSearchParams {
  const params = new URLSearchParams();
  if (actor !== null) params.set("by", String(actor));
  if (area !== null) params.set("kind", area);
  if (from !== null) params.set("from", from);
  if (to !== null) params.set("to", to);
  return params;
}

export function isFiltered(state: ActivityState): boolean {
  return Object.values(state).some((value) => value !== null);
}
