import type { AppliedChange, ManyChangeResult } from "@tagdeck/core/assignments/change";
import type { ChangeTagsOfMany } from "@tagdeck/core/assignments/inputs";
import * as activity from "../activity/store.ts";
import { resolveManyForChange } from "../contacts/scope.ts";
import { viewKnown } from "../contacts/view.ts";
import { authorize, type Context } from "../context.ts";
import * as operations from "../operations/store.ts";
import { addTag } from "../tags/add.ts";
import { givable, onePerGroup } from "../tags/givable.ts";
import * as tags from "../tags/store.ts";
import * as uses from "../tags/uses.ts";
import * as events from "./events.ts";
import { fresh } from "./expiry.ts";
import { giveAgain } from "./give-again.ts";
import { makeRoom } from "./make-room.ts";
import { closeRunOut } from "./run-out.ts";
import * as assignments from "./store.ts";
import { stateOf } from "./undo-many.ts";

type Entry = events.NewEvent & { kind: AppliedChange["kind"] };
type Done = { contactId: number; tagId: number; kind: AppliedChange["kind"]; seq: number };

/**
 * Adds tags to several contacts and removes others, as one operation. A contact that would have too many is
 * left out whole and reported; the others get theirs.
 */
export async function changeTagsOfMany(ctx: Context, input: ChangeTagsOfMany): Promise<ManyChangeResult> {
  authorize(ctx, "tags.apply");
  if (input.create) authorize(ctx, "tags.create");
  const max = ctx.workspace.settings.contactTagMax;
  const asked = new Set(input.add.filter((tagId) => !input.remove.includes(tagId))).size;
  const creates = input.create ? 1 : 0;
  // A contact is stored with its first tag: not when it gets none, nor when it would get too many.
  const known = await resolveManyForChange(ctx, input.contacts, {
    store: asked + creates > 0 && asked + creates <= max,
  });
  const { add, remove } = await tags.currentIds(ctx, { add: input.add, remove: input.remove });
  const all = add.filter((tagId) => !remove.includes(tagId));
  const there = await tags.keepLive(ctx, [...new Set([...all, ...remove])]);
  const wanted = onePerGroup(givable(there, all)).map(({ id }) => id);
  const gives = wanted.length + creates;
  // A deleted tag is not there to be taken away: if its delete is undone, the contacts have it again.
  const unwanted = remove.filter((tagId) => there.has(tagId));

  await closeRunOut(
    ctx,
    known.flatMap(({ row }) => row?.id ?? []),
  );
  const before = await viewKnown(ctx, known);
  const words = await tags.vocabulary(ctx);
  const replacing = new Set(wanted.flatMap((id) => there.get(id)?.slot_group_id ?? []));
  const skipped = before.filter((contact) => {
    const has = new Set(contact.tags.map(({ id }) => id));
    const gets = gives - wanted.filter((tagId) => has.has(tagId)).length;
    const loses = [...has].filter(
      (tagId) =>
        unwanted.includes(tagId) ||
        (!wanted.includes(tagId) && replacing.has(words.get(tagId)?.slotGroupId ?? 0)),
    ).length;
    return gets > 0 && has.size + gets - loses > max;
  });
  const changing = before.flatMap(({ id, externalId }) =>
    id === null || skipped.some((contact) => contact.externalId === externalId) ? [] : { id, externalId },
  );
  const pairs = (tagIds: readonly number[]) =>
    changing.flatMap(({ id }) => tagIds.map((tagId) => ({ contactId: id, tagId })));

  const removed = await assignments.removeMany(ctx, pairs(unwanted));
  const created = input.create && changing.length > 0 ? await addTag(ctx, input.create) : null;
  const given = [...wanted.flatMap((tagId) => there.get(tagId) ?? []), ...(created ? [created] : [])];
  const wished = given.flatMap((tag) => changing.map(({ id }) => ({ tag, row: fresh(ctx, id, tag) })));
  const replaced = await makeRoom(
    ctx,
    wished.map(({ row }) => row),
  );
  const added = await assignments.insertMany(
    ctx,
    wished.map(({ row }) => row),
  );
  const news = new Set(added.map(assignments.pair));
  const again = await giveAgain(
    ctx,
    wished.filter(({ row }) => !news.has(assignments.pair(row))),
  );
  await uses.record(
    ctx,
    [...added, ...again.map(({ after }) => after)].map(({ tag_id }) => tag_id),
  );

  const gone = new Map(removed.map((row) => [assignments.pair(row), row]));
  const priors = new Map(again.map(({ before: prior }) => [assignments.pair(prior), prior]));
  const lives = new Map(
    [...added, ...again.map(({ after }) => after)].map((row) => [assignments.pair(row), row]),
  );
  const order = [...unwanted, ...given.map(({ id }) => id)];
  const entries = pairs(order).flatMap(({ contactId, tagId }): Entry[] => {
    const pair = assignments.pair({ contact_id: contactId, tag_id: tagId });
    const removedRow = gone.get(pair);
    if (removedRow) return [{ contactId, tagId, kind: "removed", prior: removedRow }];
    const now = lives.get(pair);
    if (!now) return [];
    const until = now.expires_at;
    const prior = priors.get(pair);
    if (prior) return [{ contactId, tagId, kind: "refreshed", prior, until }];
    return [{ contactId, tagId, kind: "added", prior: null, until, createdTag: tagId === created?.id }];
  });
  const seqs = await events.appendMany(ctx, entries);
  const done: Done[] = [
    ...replaced.filter(({ seen }) => seen).map((entry) => ({ ...entry, kind: "removed" as const })),
    ...entries.map(({ contactId, tagId, kind }, i) => ({ contactId, tagId, kind, seq: seqs[i] ?? 0 })),
  ];
  const externalIds = new Map(changing.map(({ id, externalId }) => [id, externalId]));
  return {
    operationId: done.length === 0 ? null : await record(ctx, done),
    contacts: await viewKnown(ctx, known),
    changes: done.map(({ contactId, kind, tagId }) => ({
      contact: externalIds.get(contactId) ?? "",
      kind,
      tagId,
    })),
    skipped: skipped.map(({ externalId }) => ({ contact: externalId, code: "contact_tags_full", max })),
  };
}

/** The operation, from which its undo finds the entries again. */
async function record(ctx: Context, done: readonly Done[]) {
  const state = stateOf(done);
  const id = await operations.insert(ctx, {
    kind: "contacts.tag",
    tagId: null,
    tagIds: done.map(({ tagId }) => tagId),
    contactCount: state.contacts.length,
    state,
  });
  const count = (wanted: Entry["kind"]) => done.filter(({ kind }) => kind === wanted).length;
  await activity.record(ctx, "contacts.tag", {
    subject: `operation:${id}`,
    details: {
      contacts: state.contacts.length,
      added: count("added"),
      refreshed: count("refreshed"),
      removed: count("removed"),
    },
  });
  return id;
}
