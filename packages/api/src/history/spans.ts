import type { Span } from "@tagdeck/core/history/entries";
import { eventKinds } from "../assignments/kinds.ts";
import type { Context } from "../context.ts";

/** When a contact had a tag, and where a removal that was taken back leaves a gap in it. */
export type TagSpans = { spans: Span[]; gaps: Span[] };

const closing = new Set<number>([eventKinds.removed, eventKinds.expired, eventKinds.merged]);

/** When the contact had which tags: those it has, and those that an entry closed. */
export async function ofContact(ctx: Context, contactId: number): Promise<Map<number, TagSpans>> {
  const open = await ctx.db
    .selectFrom("contact_tag")
    .select(["tag_id", "first_at", "expires_at"])
    .where("workspace_id", "=", ctx.workspace.id)
    .where("contact_id", "=", contactId)
    .execute();
  const told = await ctx.db
    .selectFrom("tag_event")
    .select(["tag_id", "at", "seq", "kind", "undoes", "prior_first_at", "prior_expires_at"])
    .where("workspace_id", "=", ctx.workspace.id)
    .where("contact_id", "=", contactId)
    .execute();
  const found = new Map<number, TagSpans>();
  const of = (tagId: number) => {
    const spans = found.get(tagId) ?? { spans: [], gaps: [] };
    found.set(tagId, spans);
    return spans;
  };
  for (const row of open) {
    of(row.tag_id).spans.push({ from: row.first_at, to: row.expires_at ?? Number.POSITIVE_INFINITY });
  }
  const bySeq = new Map(told.map((row) => [row.seq, row]));
  for (const row of told) {
    const removal = row.undoes === null ? undefined : bySeq.get(row.undoes);
    if (row.kind === eventKinds.added && removal) of(row.tag_id).gaps.push({ from: removal.at, to: row.at });
    if (!closing.has(row.kind)) continue;
    const to = Math.min(row.at, row.prior_expires_at ?? row.at);
    of(row.tag_id).spans.push({ from: row.prior_first_at ?? row.at, to });
  }
  return found;
}
