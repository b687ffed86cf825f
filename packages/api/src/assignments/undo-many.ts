import { DomainError } from "@tagdeck/core/errors";
import { z } from "zod";
import { maySee } from "../contacts/scope.ts";
import * as contacts from "../contacts/store.ts";
import type { Context } from "../context.ts";
import type { ContactRow } from "../db/schema.ts";
import * as history from "../history/store.ts";
import type { OperationRow } from "../operations/store.ts";
import type { UndoHandler } from "../operations/undo-handler.ts";
import { deleteUnused } from "../tags/delete-unused.ts";
import * as tags from "../tags/store.ts";
import * as events from "./events.ts";
import { eventKinds } from "./kinds.ts";
import { closeRunOut } from "./run-out.ts";
import { takeBack } from "./take-back.ts";

/** What an operation on several contacts keeps: those it changed, its first entry and its last. */
const TaggedState = z.object({ contacts: z.array(z.number()), from: z.number(), to: z.number() });
type TaggedState = z.infer<typeof TaggedState>;

/** What to keep of an operation that wrote these entries, so that its undo finds them again. */
export function stateOf(entries: readonly { contactId: number; seq: number }[]): TaggedState {
  const seqs = entries.map(({ seq }) => seq);
  const contacts = [...new Set(entries.map(({ contactId }) => contactId))];
  return { contacts, from: Math.min(...seqs), to: Math.max(...seqs) };
}

/** Tags of several contacts, contact by contact: a later change of one is left alone. */
export const tagContacts = {
  kind: "contacts.tag",
  changes: [],
  needs: ["rows"],
  lock: lockTagged,
  takeBack: async (ctx, operation) => ({ leftAlone: await takeBackTagged(ctx, operation) }),
} as const satisfies UndoHandler;

export const extendContacts = { ...tagContacts, kind: "contacts.extend" } as const satisfies UndoHandler;

/**
 * The contacts that an operation changed, save those that were erased since, locked.
 *
 * @throws DomainError `operation_not_found` when the caller may not see all of them
 */
async function lockTagged(ctx: Context, operation: OperationRow): Promise<ContactRow[]> {
  const { contacts: ids } = TaggedState.parse(JSON.parse(operation.state));
  const rows = new Map((await contacts.lockMany(ctx, ids)).map((row) => [row.id, row]));
  const left = ids.flatMap((id) => rows.get(id) ?? []);
  if (left.length === 0 || !left.every((row) => maySee(ctx.principal, row.external_id))) {
    throw new DomainError("operation_not_found");
  }
  return left;
}

/**
 * Takes an operation's entries back, all but those after which the contact's tag was changed again, and those
 * that took or changed a tag which is deleted by now. Returns how many it left alone.
 *
 * @throws DomainError `undo_superseded` when there is none to take back
 */
async function takeBackTagged(ctx: Context, operation: OperationRow): Promise<number> {
  const step = TaggedState.parse(JSON.parse(operation.state));
  await closeRunOut(ctx, step.contacts);
  const entries = await events.ofStep(ctx, { ...step, at: operation.at });
  const tagIds = [...new Set(entries.map((entry) => entry.tag_id))];
  const created = entries.find((entry) => entry.created_tag === 1);
  if (created) await tags.lock(ctx, created.tag_id);
  const lasts = await history.lasts(ctx, step.contacts, tagIds);
  const live = await tags.keepLive(ctx, tagIds);
  const isAdded = ({ kind }: { kind: number }) => kind === eventKinds.added;
  const mine = entries.filter(
    (entry) => lasts.has(history.entryKey(entry)) && (isAdded(entry) || live.has(entry.tag_id)),
  );
  if (mine.length === 0) throw new DomainError("undo_superseded");
  const kept = await takeBack(ctx, mine);
  if (kept === mine.length) throw new DomainError("undo_superseded");
  if (created) await deleteUnused(ctx, created.tag_id);
  return entries.length - mine.length + kept;
}
