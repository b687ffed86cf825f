import type { BlockingOperation, OperationActor } from "@tagdeck/core/operations/operation";
import { readOperationKind } from "@tagdeck/core/operations/kinds";
import * as actors from "../actors/store.ts";
import { type Context, iso } from "../context.ts";

type Row = { id: number; kind: string; at: number; actor_id: number };

/** Names the people behind operations. */
export async function actorsOf(
  ctx: Context,
  ids: readonly number[],
): Promise<(id: number) => OperationActor> {
  const people = await actors.byId(ctx, ids);
  const me = await actors.find(ctx);
  return (id) => {
    const actor = people.get(id);
    return { kind: actors.kindOf(actor?.kind), name: actor?.name ?? "", isYou: id === me };
  };
}

export function viewBlocking(row: Row, actorOf: (id: number) => OperationActor): BlockingOperation | null {
  const kind = readOperationKind(row.kind);
  return kind && { id: row.id, kind, at: iso(row.at), actor: actorOf(row.actor_id) };
}
