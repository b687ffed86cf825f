import { DomainError } from "@tagdeck/core/errors";
import type { UndoChanges } from "@tagdeck/core/assignments/inputs";
import type { Contact } from "@tagdeck/core/contacts/contact";
import * as actors from "../actors/store.ts";
import { resolveForChange } from "../contacts/scope.ts";
import { viewContact } from "../contacts/view.ts";
import { authorize, type Context, may } from "../context.ts";
import * as history from "../history/store.ts";
import { deleteUnused } from "../tags/delete-unused.ts";
import * as tags from "../tags/store.ts";
import * as events from "./events.ts";
import { eventKinds } from "./kinds.ts";
import * as assignments from "./store.ts";

const day = 86_400_000;

/** Takes entries of a contact's history back, all or none: the assignments are again exactly as they were. */
export async function undoChanges(ctx: Context, input: UndoChanges): Promise<{ contact: Contact }> {
  authorize(ctx, "undo.own");
  const contact = await resolveForChange(ctx, input.contact);
  const wanted = new Set(input.seqs);
  const entries = await history.bySeq(ctx, contact.id, [...wanted]);
  if (entries.length < wanted.size) throw new DomainError("operation_not_found");
  for (const entry of entries) {
    await refuseUndo(ctx, entry);
    await takeBack(ctx, entry);
  }
  return { contact: await viewContact(ctx, contact) };
}

async function refuseUndo(ctx: Context, entry: history.Entry): Promise<void> {
  if (!may(ctx, "undo.any") && entry.actor_id !== (await actors.find(ctx))) {
    throw new DomainError("undo_not_yours");
  }
  if (entry.at + ctx.workspace.settings.undoDays * day <= ctx.now) throw new DomainError("undo_expired");
  const last = await history.last(ctx, entry.contact_id, entry.tag_id);
  if (last?.undoes === entry.seq) throw new DomainError("undo_already_done");
  if (last?.seq !== entry.seq || entry.undoes !== null) throw new DomainError("undo_superseded");
}

async function takeBack(ctx: Context, entry: history.Entry): Promise<void> {
  const contactId = entry.contact_id;
  const tagId = entry.tag_id;
  if (entry.kind === eventKinds.added) {
    // Locked before the entry refers to it: two who take back what one step created would wait in a circle.
    if (entry.created_tag === 1) await tags.lock(ctx, tagId);
    const prior = (await assignments.remove(ctx, contactId, tagId)) ?? null;
    await events.append(ctx, { contactId, tagId, kind: "removed", prior, undoes: entry.seq });
    if (entry.created_tag === 1) await deleteUnused(ctx, tagId);
    return;
  }
  const live = await tags.keepLive(ctx, [tagId]);
  if (!live.has(tagId)) throw new DomainError("tag_not_found", { id: tagId });
  await assignments.insert(ctx, assignments.priorOf(entry));
  await events.append(ctx, { contactId, tagId, kind: "added", prior: null, undoes: entry.seq });
}
