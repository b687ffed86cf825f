import type { TagSource } from "@tagdeck/core/contacts/contact";
import type { HistoryFilter } from "@tagdeck/core/history/inputs";
import type { FilterKind } from "@tagdeck/core/history/kinds";
import { dayBounds } from "@tagdeck/core/workspaces/clock";
import { eventKinds, sourceName } from "../assignments/kinds.ts";
import type { Context } from "../context.ts";
import type { TagEventRow } from "../db/schema.ts";

/** Which entries of history are asked for; what is left out leaves nothing out. Times in epoch ms, `to` excluded. */
export type EntryFilter = {
  tagId?: number | undefined;
  kinds?: readonly FilterKind[] | undefined;
  actorId?: number | undefined;
  sources?: readonly TagSource[] | undefined;
  from?: number | undefined;
  to?: number | undefined;
};

/** The kinds as they are stored; null = any. */
export function kindsOf({ kinds }: EntryFilter): number[] | null {
  if (!kinds) return null;
  return Object.entries(eventKinds).flatMap(([name, stored]) =>
    kinds.some((kind) => kind === name) ? stored : [],
  );
}

/** Whether an entry is among those asked for. */
export function passes(
  entry: Pick<TagEventRow, "tag_id" | "kind" | "actor_id" | "source" | "at">,
  filter: EntryFilter,
): boolean {
  const { tagId, actorId, sources, from, to } = filter;
  const kinds = kindsOf(filter);
  return (
    (tagId === undefined || entry.tag_id === tagId) &&
    (kinds === null || kinds.includes(entry.kind)) &&
    (actorId === undefined || entry.actor_id === actorId) &&
    (sources === undefined || sources.includes(sourceName(entry.source))) &&
    (from === undefined || entry.at >= from) &&
    (to === undefined || entry.at < to)
  );
}

/** Whether what happened to a tag itself is among it. */
export function passesTag(
  entry: { tag_id: number; actor_id: number; at: number },
  { tagId, kinds, actorId, sources, from, to }: EntryFilter,
): boolean {
  return (
    (tagId === undefined || entry.tag_id === tagId) &&
    (!kinds || kinds.includes("tag")) &&
    (actorId === undefined || entry.actor_id === actorId) &&
    (!sources || sources.includes("admin")) &&
    (from === undefined || entry.at >= from) &&
    (to === undefined || entry.at < to)
  );
}

/** What was asked for, its days as instants by the workspace's clock. */
export function filterOf(ctx: Context, input: HistoryFilter): EntryFilter {
  const { kinds, actorId, sources } = input;
  const { timeZone } = ctx.workspace;
  return {
    kinds,
    actorId,
    sources,
    from: input.from === undefined ? undefined : dayBounds(input.from, timeZone).from,
    to: input.to === undefined ? undefined : dayBounds(input.to, timeZone).to,
  };
}
