import { DomainError } from "@tagdeck/core/errors";
import type { AppliedChange, ChangeResult } from "@tagdeck/core/assignments/change";
import type { ChangeTags } from "@tagdeck/core/assignments/inputs";
import { resolveContact, resolveForChange } from "../contacts/scope.ts";
import { viewContact, viewSigned } from "../contacts/view.ts";
import { authorize, type Context } from "../context.ts";
import type { AssignmentRow, TagRow } from "../db/schema.ts";
import { addTag } from "../tags/add.ts";
import { givable, onePerGroup } from "../tags/givable.ts";
import * as tags from "../tags/store.ts";
import * as uses from "../tags/uses.ts";
import * as events from "./events.ts";
import { fresh, givenAgain, hasRunOut } from "./expiry.ts";
import { makeRoom } from "./make-room.ts";
import { closeRunOut } from "./run-out.ts";
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
  const { add, remove } = await tags.currentIds(ctx, { add: input.add, remove: input.remove });

  // A deleted tag is not there to be taken away: if its delete is undone, the contact has it again.
  const removable = await tags.keepLive(ctx, [...new Set(remove)]);
  for (const tagId of new Set(remove)) {
    const prior = removable.has(tagId) && (await assignments.remove(ctx, contact.id, tagId));
    if (!prior) continue;
    const seq = await events.append(ctx, { contactId: contact.id, tagId, kind: "removed", prior });
    changes.push({ seq, kind: "removed", tagId });
  }

  const asked = add.filter((tagId) => !remove.includes(tagId));
  const given = onePerGroup(givable(await tags.keepLive(ctx, asked), asked));
  for (const tag of given) await apply(tag, false);
  if (input.create) await apply(await addTag(ctx, input.create), true);

  await uses.record(
    ctx,
    changes.flatMap(({ kind, tagId }) => (kind === "removed" ? [] : tagId)),
  );

  const view = await viewContact(ctx, contact);
  const max = ctx.workspace.settings.contactTagMax;
  if (view.tags.length > max && changes.some(({ kind }) => kind === "added")) {
    throw new DomainError("contact_tags_full", { max });
  }
  return { contact: view, changes };

  async function apply(tag: TagRow, createdTag: boolean): Promise<void> {
    const row = fresh(ctx, contact.id, tag);
    for (const { seq, tagId, seen } of await makeRoom(ctx, [row])) {
      if (seen) changes.push({ seq, kind: "removed", tagId });
    }
    if (await assignments.insert(ctx, row)) return record("added", row, null, createdTag);
    const prior = await assignments.find(ctx, contact.id, tag.id);
    if (prior && hasRunOut(ctx, prior)) {
      await closeRunOut(ctx, [contact.id]);
      return apply(tag, createdTag);
    }
    const again = prior && givenAgain(ctx, prior, tag);
    if (!again) return undefined;
    await assignments.change(ctx, [{ before: prior, after: again }]);
    return record("refreshed", again, prior);
  }

  async function record(
    kind: "added" | "refreshed",
    { tag_id: tagId, expires_at: until }: assignments.Assignment,
    prior: AssignmentRow | null,
    createdTag = false,
  ): Promise<void> {
    const seq = await events.append(ctx, { contactId: contact.id, tagId, kind, prior, until, createdTag });
    changes.push({ seq, kind, tagId });
  }
}
