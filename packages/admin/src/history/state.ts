import type { HistoryFilter } from "@tagdeck/core/history/inputs";
import { filterKinds, type FilterKind, tagSources } from "@tagdeck/core/history/kinds";
import type { TagSource } from "@tagdeck/core/contacts/contact";
import { readDay } from "../controls/day.ts";

/** What the address says about a history: what is null leaves nothing out. */
export type HistoryState = {
  kind: FilterKind | null;
  actor: number | null;
  source: TagSource | null;
  /** Days of the workspace, as YYYY-MM-DD, both included. */
  from: string | null;
  to: string | null;
};

export const wholeHistory: HistoryState = { kind: null, actor: null, source: null, from: null, to: null };

const names = { kind: "kind", actor: "by", source: "source", from: "from", to: "to" } as const;

export function readHistoryState(params: URLSearchParams): HistoryState {
  const actor = params.get(names.actor) ?? "";
  return {
    kind: filterKinds.find((kind) => kind === params.get(names.kind)) ?? null,
    actor: /^[1-9]\d{0,14}$/.test(actor) ? Number(actor) : null,
    source: tagSources.find((source) => source === params.get(names.source)) ?? null,
    from: readDay(params.get(names.from)),
    to: readDay(params.get(names.to)),
  };
}

/** The address with this state in it; what else it says stays. */
export function writeHistoryState(params: URLSearchParams, state: HistoryState): URLSearchParams {
  const next = new URLSearchParams(params);
  for (const [key, name] of Object.entries(names)) {
    // safe because the names' keys are the state's
    const value = state[key as keyof HistoryState];
    if (value === null) next.delete(name);
    else next.set(name, String(value));
  }
  return next;
}

export function isFiltered(state: HistoryState): boolean {
  return Object.values(state).some((value) => value !== null);
}

/** What the API is asked for. */
export function historyFilter({ kind, actor, source, from, to }: HistoryState): HistoryFilter {
  return {
    ...(kind !== null && { kinds: [kind] }),
    ...(actor !== null && { actorId: actor }),
    ...(source !== null && { sources: [source] }),
    ...(from !== null && { from }),
    ...(to !== null && { to }),
  };
}
