import { areaSlices } from "@tagdeck/core/activity/areas";
import type { ActivityEntry, ActivityPerson } from "@tagdeck/core/activity/entry";
import type { ListActivity } from "@tagdeck/core/activity/inputs";
import { startOfDay } from "@tagdeck/core/workspaces/clock";
import * as actors from "../actors/store.ts";
import { authorize, type Context, iso } from "../context.ts";
import { decodeCursor, encodeCursor } from "../paging.ts";
import { readDetails } from "./details.ts";
import * as activity from "./store.ts";
import { namesOf } from "./subjects.ts";

/** The most people that are offered to be looked for. */
const peopleMax = 500;
const day = 86_400_000;
const beginning = [Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER] as const;

/** What people changed, and when they signed in, newest first. */
export async function listActivity(
  ctx: Context,
  input: ListActivity,
): Promise<{ items: ActivityEntry[]; nextCursor: string | null }> {
  authorize(ctx, "activity.read");
  const { timeZone } = ctx.workspace;
  const { from, to } = input;
  const rows = await activity.list(ctx, {
    actorId: input.actor,
    slices: input.area === undefined ? null : areaSlices[input.area],
    from: from === undefined ? 0 : startOfDay(Date.parse(from), timeZone),
    to: to === undefined ? Number.MAX_SAFE_INTEGER : startOfDay(Date.parse(to) + day, timeZone),
    before: input.cursor ? decodeCursor(input.cursor, [0, 0] as const) : beginning,
    limit: input.limit + 1,
  });
  const shown = rows.slice(0, input.limit);
  const people = await actors.byId(
    ctx,
    shown.map(({ actor_id }) => actor_id),
  );
  const me = await actors.find(ctx);
  const read = shown.map((row) => ({ row, details: readDetails(row.details) }));
  const names = await namesOf(
    ctx,
    read.map(({ row, details }) => ({ subject: row.subject, facts: details.facts })),
  );
  const last = shown.at(-1);
  return {
    items: read.map(({ row, details }, i): ActivityEntry => {
      const actor = people.get(row.actor_id);
      return {
        id: row.id,
        at: iso(row.at),
        actor: {
          kind: actors.kindOf(actor?.kind),
          name: actor?.name ?? "",
          isYou: me !== null && row.actor_id === me,
        },
        action: row.action,
        about: names[i] ?? null,
        changes: details.changes,
        facts: withoutIds(details.facts),
      };
    }),
    nextCursor: rows.length > input.limit && last ? encodeCursor([last.at, last.id]) : null,
  };
}

function withoutIds(facts: ActivityEntry["facts"]): ActivityEntry["facts"] {
  return Object.fromEntries(Object.entries(facts).filter(([key]) => key !== "userId"));
}

/** The people whose changes the audit log holds. */
export async function listPeople(ctx: Context): Promise<{ people: ActivityPerson[] }> {
  authorize(ctx, "activity.read");
  const rows = await activity.people(ctx, peopleMax);
  return { people: rows.map(({ id, kind, name }) => ({ id, kind: actors.kindOf(kind), name })) };
}
