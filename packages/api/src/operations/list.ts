import { readOperationKind } from "@tagdeck/core/operations/kinds";
import type { ListOperations } from "@tagdeck/core/operations/inputs";
import type { Operation } from "@tagdeck/core/operations/operation";
import { authorize, type Context, iso, may } from "../context.ts";
import { findJobs } from "../jobs/service.ts";
import { decodeCursor, encodeCursor } from "../paging.ts";
import * as tags from "../tags/store.ts";
import { changing, handlerOf } from "./kinds.ts";
import * as operations from "./store.ts";
import { actorsOf, viewBlocking } from "./view.ts";

/** How many tags of an operation are named. */
const shownTags = 3;

/** The wide changes of the workspace, newest first, each with whether it can be undone. */
export async function listOperations(
  ctx: Context,
  { limit, cursor }: ListOperations,
): Promise<{ items: Operation[]; nextCursor: string | null }> {
  authorize(ctx, "operations.read");
  const before = cursor ? decodeCursor(cursor, [0] as const)[0] : Number.MAX_SAFE_INTEGER;
  const rows = await operations.list(ctx, { before, limit: limit + 1 });
  const shown = rows.slice(0, limit);
  const jobs = await findJobs(
    ctx,
    shown.flatMap(({ job_id }) => job_id ?? []),
  );
  const blocking = new Map<number, Awaited<ReturnType<typeof operations.findBlocking>>>();
  for (const row of shown) {
    const kind = readOperationKind(row.kind);
    if (!kind || row.undone_at !== null || row.undo_until <= ctx.now) continue;
    const kinds = changing(handlerOf(kind).needs);
    blocking.set(row.id, await operations.findBlocking(ctx, { id: row.id, kinds }));
  }
  const actorOf = await actorsOf(
    ctx,
    shown.flatMap((row) => [
      row.actor_id,
      row.undone_by ?? row.actor_id,
      blocking.get(row.id)?.actor_id ?? row.actor_id,
    ]),
  );
  const words = await tags.vocabulary(ctx);

  const items: Operation[] = [];
  for (const row of shown) {
    const kind = readOperationKind(row.kind);
    if (!kind) continue;
    const job = jobs.get(row.job_id ?? 0);
    const blocks = blocking.get(row.id);
    const actor = actorOf(row.actor_id);
    const stays = job !== undefined && job.endedAt === null && !handlerOf(kind).whileRunning;
    const mine = may(ctx, "undo.any") || (may(ctx, "undo.own") && actor.isYou);
    items.push({
      id: row.id,
      kind,
      at: iso(row.at),
      actor,
      tags: (await operations.firstTags(ctx, row.id, shownTags)).flatMap((id) => {
        const word = words.get(id);
        return word ? { id, name: word.name, color: word.color } : [];
      }),
      tagCount: row.tag_count,
      contactCount: row.contact_count,
      progress: job ? { status: job.status, ...job.progress } : null,
      undo: {
        state: undoState(),
        until: iso(row.undo_until),
        blockedBy: blocks ? viewBlocking(blocks, actorOf) : null,
        undoneAt: row.undone_at === null ? null : iso(row.undone_at),
        undoneBy: row.undone_by === null ? null : actorOf(row.undone_by).name,
      },
    });

    function undoState(): Operation["undo"]["state"] {
      if (row.undone_at !== null) return "undone";
      if (row.undo_until <= ctx.now) return "expired";
      if (!mine) return "not_yours";
      if (blocks) return "blocked";
      return stays ? "running" : "open";
    }
  }
  const last = shown.at(-1);
  return { items, nextCursor: rows.length > shown.length && last ? encodeCursor([last.id]) : null };
}
