import type { ErasedContact } from "@tagdeck/core/contacts/contact";
import type { EraseContact } from "@tagdeck/core/contacts/inputs";
import { DomainError } from "@tagdeck/core/errors";
import * as activity from "../activity/store.ts";
import * as events from "../assignments/events.ts";
import * as assignments from "../assignments/store.ts";
import { authorize, type Context } from "../context.ts";
import * as embed from "../embed/store.ts";
import * as feed from "../feed/store.ts";
import * as history from "../history/store.ts";
import * as origins from "../history/origins.ts";
import * as grams from "./grams.ts";
import * as contacts from "./store.ts";

/**
 * Removes a person with all that is known of them, at once and for good. What is left is one line that says that
 * it was done, and by whom.
 *
 * @throws DomainError `contact_not_found`
 */
export async function eraseContact(ctx: Context, input: EraseContact): Promise<ErasedContact> {
  authorize(ctx, "contacts.erase");
  const row = await contacts.lock(ctx, input.contact);
  if (!row) throw new DomainError("contact_not_found", { contact: input.contact });
  const { id } = row;

  const implied = await history.impliedOf(ctx, [id]);
  await origins.count(
    ctx,
    implied.map(({ tag_id, batch }) => ({ contactId: id, tagId: tag_id, originId: batch?.originId ?? null })),
    -1,
  );
  const had = await assignments.removeAll(ctx, id);
  const erased = { id, tags: had.length, events: implied.length + (await events.removeAll(ctx, id)) };
  await grams.remove(ctx, row);
  await contacts.remove(ctx, id);
  // A panel that is open would store again what its token said.
  await embed.forgetClaims(ctx, row.external_id);

  if (had.length > 0) {
    await feed.appendAssignments(
      ctx,
      had.map((assignment) => ({ contactId: id, tagId: assignment.tag_id })),
    );
  }
  await feed.append(ctx, { kind: "contact", contactId: id });
  await activity.record(ctx, "contacts.erase", {
    subject: `contact:${id}`,
    details: { tags: erased.tags, events: erased.events },
  });
  return erased;
}
