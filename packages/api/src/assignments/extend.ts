import { DomainError } from "@tagdeck/core/errors";
import type { ChangeKind, ChangeResult, ManyChangeResult } from "@tagdeck/core/assignments/change";
import type { ExpiryChange, ExtendTags, ExtendTagsOfMany } from "@tagdeck/core/assignments/inputs";
import { type Expiry, extendedBy, extendedTo, ruledExpiry } from "@tagdeck/core/tags/expiry";
import * as activity from "../activity/store.ts";
import { resolveContact, resolveForChange, resolveManyForChange } from "../contacts/scope.ts";
import { viewContact, viewKnown, viewSigned } from "../contacts/view.ts";
import { authorize, type Context } from "../context.ts";
import type { TagRow } from "../db/schema.ts";
import * as operations from "../operations/store.ts";
import * as tags from "../tags/store.ts";
import * as events from "./events.ts";
import { expiryOf, hasRunOut, validityOf, withExpiry } from "./expiry.ts";
import { closeRunOut } from "./run-out.ts";
import * as assignments from "./store.ts";
import { stateOf } from "./undo-many.ts";

type Extended = { contactId: number; tagId: number; kind: ChangeKind; seq: number };

/** Extends a contact's tags, makes them stay, or has their tags' rules decide again. What it has not is left out. */
export async function extendTags(ctx: Context, input: ExtendTags): Promise<ChangeResult> {
  authorize(ctx, "tags.extend");
  const known = await resolveContact(ctx, input.contact);
  if (!known.row) return { contact: viewSigned(known), changes: [] };
  const contact = await resolveForChange(ctx, input.contact);
  const changes = await extend(ctx, [contact.id], input);
  return {
    contact: await viewContact(ctx, contact),
    changes: changes.map(({ seq, kind, tagId }) => ({ seq, kind, tagId })),
  };
}

/** The same for several contacts, as one operation. */
export async function extendTagsOfMany(ctx: Context, input: ExtendTagsOfMany): Promise<ManyChangeResult> {
  authorize(ctx, "tags.extend");
  const known = await resolveManyForChange(ctx, input.contacts, { store: false });
  const rows = known.flatMap(({ row }) => row ?? []);
  const changes = await extend(
    ctx,
    rows.map(({ id }) => id),
    input,
  );
  const externalIds = new Map(rows.map((row) => [row.id, row.external_id]));
  return {
    operationId: changes.length === 0 ? null : await record(ctx, changes, input.to),
    contacts: await viewKnown(ctx, known),
    changes: changes.map(({ contactId, kind, tagId }) => ({
      contact: externalIds.get(contactId) ?? "",
      kind,
      tagId,
    })),
    skipped: [],
  };
}

async function record(ctx: Context, changes: readonly Extended[], to: ExpiryChange): Promise<number> {
  const state = stateOf(changes);
  const id = await operations.insert(ctx, {
    kind: "contacts.extend",
    tagId: null,
    tagIds: changes.map(({ tagId }) => tagId),
    contactCount: state.contacts.length,
    state,
  });
  await activity.record(ctx, "contacts.extend", {
    subject: `operation:${id}`,
    details: { contacts: state.contacts.length, to },
  });
  return id;
}

/** The contacts are locked. */
async function extend(
  ctx: Context,
  contactIds: readonly number[],
  { tagIds, to }: Pick<ExtendTags, "tagIds" | "to">,
): Promise<Extended[]> {
  const ids = [...new Set(tagIds)];
  const there = await tags.keepLive(ctx, ids);
  const missing = ids.find((id) => !there.has(id));
  if (missing !== undefined) throw new DomainError("tag_not_found", { id: missing });
  await closeRunOut(ctx, contactIds);
  const pairs = ids.flatMap((tag_id) => contactIds.map((contact_id) => ({ contact_id, tag_id })));
  const rows = new Map((await assignments.findMany(ctx, pairs)).map((row) => [assignments.pair(row), row]));
  const changes = pairs.flatMap((asked) => {
    const [before, tag] = [rows.get(assignments.pair(asked)), there.get(asked.tag_id)];
    if (!before || !tag) return [];
    const after = withExpiry(before, expiryAfter(ctx, before, tag, to));
    const same = after.expires_at === before.expires_at && after.expiry === before.expiry;
    return same ? [] : [{ before, after }];
  });

  // What its rule would have ended before now ends now: until now, everybody saw it.
  const ending = changes.filter(({ after }) => hasRunOut(ctx, after));
  await assignments.removeMany(
    ctx,
    ending.map(({ before }) => ({ contactId: before.contact_id, tagId: before.tag_id })),
  );
  await assignments.change(
    ctx,
    changes.filter(({ after }) => !hasRunOut(ctx, after)),
  );
  const entries = changes.map(({ before, after }) => {
    const ends = hasRunOut(ctx, after);
    return {
      contactId: before.contact_id,
      tagId: before.tag_id,
      kind: ends ? ("expired" as const) : kinds[to.by],
      prior: before,
      until: ends ? null : after.expires_at,
    };
  });
  const seqs = await events.appendMany(ctx, entries);
  return entries.map(({ contactId, tagId, kind }, i) => ({ contactId, tagId, kind, seq: seqs[i] ?? 0 }));
}

const kinds = {
  days: "extended",
  date: "extended",
  never: "made_permanent",
  rule: "back_to_rule",
} as const satisfies Record<ExpiryChange["by"], ChangeKind>;

function expiryAfter(ctx: Context, row: assignments.Assignment, tag: TagRow, to: ExpiryChange): Expiry {
  const before = expiryOf(row);
  const { timeZone } = ctx.workspace;
  switch (to.by) {
    case "days":
      return extendedBy(before, to.days, timeZone);
    case "date":
      return extendedTo(before, to.date, timeZone);
    case "never":
      return before.at === null ? before : { kind: "never", at: null };
    case "rule":
      return ruledExpiry(row.last_at, validityOf(ctx, tag));
  }
}
