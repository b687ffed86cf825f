import type { ActorKind } from "@tagdeck/core/contacts/contact";
import { DomainError } from "@tagdeck/core/errors";
import * as actors from "../actors/store.ts";
import { authorize, type Context } from "../context.ts";

/** So many are named to choose from. */
const limit = 500;

/** Whose entries can be looked for, by name. */
export async function historyPeople(
  ctx: Context,
): Promise<{ people: { id: number; kind: ActorKind; name: string }[] }> {
  authorize(ctx, "contacts.read");
  if (ctx.principal.kind === "panel") throw new DomainError("forbidden", { permission: "contacts.read" });
  const rows = await actors.list(ctx, limit);
  return { people: rows.map(({ id, kind, name }) => ({ id, kind: actors.kindOf(kind), name })) };
}
