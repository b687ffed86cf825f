import { type Expiry, expiryTaggedAgain, ruledExpiry, type Validity } from "@tagdeck/core/tags/expiry";
import type { Context } from "../context.ts";
import type { AssignmentRow, TagRow } from "../db/schema.ts";
import type { Assignment } from "./store.ts";

// As they are stored.
const kinds = ["rule", "custom", "never"] as const;
export type Ruling = Pick<TagRow, "id" | "validity_days">;

export function expiryOf(row: Pick<AssignmentRow, "expiry" | "expires_at">): Expiry {
  return { kind: kinds[row.expiry] ?? "rule", at: row.expires_at };
}

export function withExpiry(row: Assignment, { kind, at }: Expiry): Assignment {
  return { ...row, expiry: kinds.indexOf(kind), expires_at: at };
}

export function validityOf(ctx: Context, tag: Ruling): Validity {
  return { days: tag.validity_days, timeZone: ctx.workspace.timeZone };
}

export function hasRunOut(ctx: Context, row: Pick<AssignmentRow, "expires_at">): boolean {
  return row.expires_at !== null && row.expires_at <= ctx.now;
}

/** A tag given now, by hand. */
export function fresh(ctx: Context, contactId: number, tag: Ruling): Assignment {
  const row = { tag_id: tag.id, contact_id: contactId, first_at: ctx.now, last_at: ctx.now, origin_id: null };
  return withExpiry({ ...row, expires_at: null, expiry: 0 }, ruledExpiry(ctx.now, validityOf(ctx, tag)));
}

/**
 * The assignment when its tag is given again now; null = it stays as it is. What a program sends again counts
 * only if it moves the expiry; of what does not run out, being given again says nothing.
 */
export function givenAgain(ctx: Context, before: Assignment, tag: Ruling): Assignment | null {
  if (ctx.now <= before.last_at) return null;
  const expiry = expiryTaggedAgain(expiryOf(before), ctx.now, validityOf(ctx, tag));
  const after = withExpiry({ ...before, last_at: ctx.now }, expiry);
  const moved = after.expires_at !== before.expires_at || after.expiry !== before.expiry;
  const isPerson = ctx.principal.kind === "member" || ctx.principal.kind === "panel";
  return moved || (isPerson && tag.validity_days !== null) ? after : null;
}
