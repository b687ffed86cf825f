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
import { eventKinds } from "./kinds.ts";
import { closeRunOut } from "./run-out.ts";
import { takeBack } from "./take-back.ts";

const day = 86_400_000;

/** Takes entries of a contact's history back, all or none: the assignments are again exactly as they were. */
export async function undoChanges(ctx: Context, input: UndoChanges): Promise<{ contact: Contact }> {
  authorize(ctx, "undo.own");
  const contact = await resolveForChange(ctx, input.contact);
  const wanted = new Set(input.seqs);
  const entries = await history.bySeq(ctx, contact.id, [...wanted]);
  if (entries.length < wanted.size) throw new DomainError("operation_not_found");
  await closeRunOut(ctx, [contact.id]);
  for (const entry of entries) {
    await refuseUndo(ctx, entry);
    // Locked before an entry refers to it: two who take back what one step created would wait in a circle.
    if (entry.created_tag === 1) await tags.lock(ctx, entry.tag_id);
    else await refuseDeleted(ctx, entry);
    if ((await takeBack(ctx, [entry])) > 0) throw new DomainError("undo_superseded");
    if (entry.created_tag === 1) await deleteUnused(ctx, entry.tag_id);
  }
  return { contact: await viewContact(ctx, contact) };
}

async function refuseUndo(ctx: Context, entry: history.Entry): Promise<void> {
  if (!may(ctx, "undo.any") && entry.actor_id !== (await actors.find(ctx))) {
    throw new DomainError("undo_not_yours");
  }
  if (entry.at + ctx.workspace.settings.undoDays * day <= ctx.now) throw new DomainError("undo_expired");
  // A merged tag is another one now: what its contacts have is not this entry's to take back.
  const hold = entry.created_tag === 1 ? tags.lock : tags.keep;
  if ((await hold(ctx, entry.tag_id))?.merged_into) throw new DomainError("undo_superseded");
  const last = await history.last(ctx, entry.contact_id, entry.tag_id);
  if (last?.undoes === entry.seq) throw new DomainError("undo_already_done");
  const ranOut = entry.kind === eventKinds.expired && entry.prior_expires_at === entry.at;
  if (last?.seq !== entry.seq || entry.undoes !== null || ranOut) throw new DomainError("undo_superseded");
}

/** A deleted tag can be taken from a contact, but not be given back or changed. */
async function refuseDeleted(ctx: Context, { kind, tag_id: id }: history.Entry): Promise<void> {
  if (kind === eventKinds.added || (await tags.keepLive(ctx, [id])).has(id)) return;
  throw new DomainError("tag_not_found", { id });
}
