import { agentBulkMax, type BulkPreview } from "@tagdeck/core/bulk/bulk";
import type { PreviewBulk, StartBulk } from "@tagdeck/core/bulk/inputs";
import { DomainError } from "@tagdeck/core/errors";
import * as activity from "../activity/store.ts";
import * as actors from "../actors/store.ts";
import { authorize, type Context } from "../context.ts";
import * as candidates from "../contacts/candidates.ts";
import type { TagRow } from "../db/schema.ts";
import * as feed from "../feed/store.ts";
import * as origins from "../history/origins.ts";
import { enqueueJob } from "../jobs/service.ts";
import * as operations from "../operations/store.ts";
import { givable, onePerGroup } from "../tags/givable.ts";
import * as tags from "../tags/store.ts";
import * as uses from "../tags/uses.ts";
import { authorizeBulk } from "./authorize.ts";
import { doerOf } from "./doer.ts";
import { bulkJob, type BulkState } from "./kinds.ts";
import { countTarget } from "./target.ts";

/** The caller's transactions: contacts that pass a filter are counted outside of the one that changes. */
type Transactions = {
  read<T>(work: (ctx: Context) => Promise<T>): Promise<T>;
  write<T>(work: (ctx: Context) => Promise<T>): Promise<T>;
};

/** Whose tags would be changed, exactly, and how many of them have them already. */
export async function previewBulk(ctx: Context, input: PreviewBulk): Promise<BulkPreview> {
  authorizeBulk(ctx);
  const words = await tags.vocabulary(ctx);
  const tagIds = [...new Set([...input.add, ...input.remove])].map((id) => tags.survivorOf(words, id));
  for (const id of tagIds) {
    if (words.get(id)?.deleted !== false) throw new DomainError("tag_not_found", { id });
  }
  return ctx.readHeavy(countTarget, { target: input.target, tagIds: [...new Set(tagIds)] });
}

/**
 * Changes the tags of many contacts as one operation, in the background.
 *
 * @throws DomainError `impact_changed` when more contacts are meant than the preview said
 */
export async function startBulk(
  { read, write }: Transactions,
  input: StartBulk,
): Promise<{ operationId: number; expectedCount: number }> {
  const { expectedCount } = await read(async (ctx) => {
    authorizeBulk(ctx);
    return ctx.readHeavy(countTarget, { target: input.target, tagIds: [] });
  });
  return write((ctx) => start(ctx, input, expectedCount));
}

async function start(ctx: Context, input: StartBulk, expectedCount: number) {
  authorizeBulk(ctx);
  if (expectedCount > agentBulkMax) authorize(ctx, "tags.bulk");
  if (expectedCount === 0) throw new DomainError("contact_not_found");
  if (expectedCount > input.expectedCount) throw new DomainError("impact_changed", { expectedCount });
  if (input.add.length + input.remove.length === 0) throw new DomainError("invalid_input");

  const { add: wished, remove } = await tags.currentIds(ctx, { add: input.add, remove: input.remove });
  const asked = wished.filter((id) => !remove.includes(id));
  const there = await tags.keepLive(ctx, [...asked, ...remove]);
  const given = onePerGroup(givable(there, asked));
  const add = given.map(({ id }) => id);
  const missing = remove.find((id) => !there.has(id));
  if (missing !== undefined) throw new DomainError("tag_not_found", { id: missing });

  const origin = await origins.insert(ctx, { source: actors.sourceOf(ctx), name: "" });
  const from = await feed.append(ctx, { kind: "operation" });
  await origins.open(ctx, origin, add);
  const [newest = 0] = await candidates.newest(ctx, null, 1);
  const state: BulkState = {
    target: input.target,
    add,
    remove,
    replace: await replaceable(ctx, given, remove),
    originId: origin.id,
    at: origin.at,
    upto: newest,
    from,
  };
  const operationId = await operations.insert(ctx, {
    kind: "contacts.bulk",
    tagId: null,
    tagIds: [...add, ...remove],
    contactCount: expectedCount,
    state,
  });
  const jobId = await enqueueJob(ctx, bulkJob, { operationId, doer: doerOf(ctx) });
  await operations.setJob(ctx, operationId, jobId);
  await uses.record(ctx, add);
  await activity.record(ctx, "contacts.tag", {
    subject: `operation:${operationId}`,
    details: { contacts: expectedCount, added: add.length, removed: remove.length },
  });
  return { operationId, expectedCount };
}

async function replaceable(
  ctx: Context,
  given: readonly TagRow[],
  remove: readonly number[],
): Promise<number[]> {
  const groups = new Set(given.flatMap((row) => row.slot_group_id ?? []));
  const others = new Set([...given.map(({ id }) => id), ...remove]);
  const words = [...(await tags.vocabulary(ctx)).values()];
  return words
    .filter((word) => groups.has(word.slotGroupId ?? 0) && !word.deleted && !others.has(word.id))
    .map(({ id }) => id);
}
