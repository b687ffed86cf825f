import { DomainError } from "@tagdeck/core/errors";
import type { AppliedChange, ChangeResult } from "@tagdeck/core/assignments/change";
import type { ChangeTags } from "@tagdeck/core/assignments/inputs";
import { resolveContact, resolveForChange } from "../contacts/scope.ts";
import { viewContact, viewSigned } from "../contacts/view.ts";
import { authorize, type Context } from "../context.ts";
import { addTag } from "../tags/add.ts";
import * as tags from "../tags/store.ts";
import * as uses from "../tags/uses.ts";
import * as events from "./events.ts";
import * as assignments from "./store.ts";

/** Adds tags to a contact and removes others, both idempotent; a new tag is created and applied in one step. */
export async function changeTags(ctx: Context, input: ChangeTags): Promise<ChangeResult> {
  authorize(ctx, "tags.apply");
  if (input.create) authorize(ctx, "tags.create");
  const wanted = [...new Set(input.add)].filter((tagId) => !input.remove.includes(tagId));
  if (wanted.length === 0 && !input.create) {
    // A contact is stored with its first tag, not by having none taken away.
    const known = await resolveContact(ctx, input.contact);
    if (!known.row) return { contact: viewSigned(known), changes: [] };
  }
  const contact = await resolveForChange(ctx, input.contact);
  const changes: AppliedChange[] = [];

  // A deleted tag is not there to be taken away: if its delete is undone, the contact has it again.
  const removable = await tags.keepLive(ctx, [...new Set(input.remove)]);
  for (const tagId of new Set(input.remove)) {
    const prior = removable.has(tagId) && (await assignments.remove(ctx, contact.id, tagId));
    if (!prior) continue;
    const seq = await events.append(ctx, { contactId: contact.id, tagId, kind: "removed", prior });
    changes.push({ seq, kind: "removed", tagId });
  }

  const known = await tags.keepLive(ctx, wanted);
  for (const tagId of wanted) {
    if (!known.has(tagId)) throw new DomainError("tag_not_found", { id: tagId });
    await apply(tagId, false);
  }
  if (input.create) await apply((await addTag(ctx, input.create)).id, true);

  await uses.record(
    ctx,
    changes.flatMap(({ kind, tagId }) => (kind === "added" ? tagId : [])),
  );

  const view = await viewContact(ctx, contact);
  const max = ctx.workspace.settings.contactTagMax;
  if (view.tags.length > max && changes.some(({ kind }) => kind === "added")) {
    throw new DomainError("contact_tags_full", { max });
  }
  return { contact: view, changes };

  async function apply(tagId: number, createdTag: boolean): Promise<void> {
    const added = await assignments.insert(ctx, assignments.fresh(ctx, contact.id, tagId));
    if (!added) return;
    const seq = await events.append(ctx, {
      contactId: contact.id,
      tagId,
      kind: "added",
      prior: null,
      createdTag,
    });
    changes.push({ seq, kind: "added", tagId });
  }
}
