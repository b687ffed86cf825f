import { setTimeout as pause } from "node:timers/promises";
import { DomainError } from "@tagdeck/core/errors";
import type { Subscribe } from "@tagdeck/core/feed/inputs";
import type { FeedUpdate } from "@tagdeck/core/feed/update";
import { type Known, resolveContact, resolveContacts } from "../contacts/scope.ts";
import { authorize, type Context, inWorkspace, type Kernel } from "../context.ts";
import type { Change } from "../db/dialect.ts";
import * as tags from "../tags/store.ts";
import { viewWords } from "../tags/view.ts";
import * as followed from "./followed.ts";
import type { FeedHub } from "./hub.ts";
import { readStamp, stamp } from "./position.ts";
import { forSession, type Listeners } from "./sessions.ts";

/** The least time between two updates of one subscriber: what comes together is sent together. */
const breath = 100;
/** How often to make sure that the caller may still listen. */
const recheck = 30_000;

export type Following = {
  kernel: Kernel;
  hub: FeedHub;
  /** Who listens, asked again while the stream lasts. */
  listeners(): Promise<Listeners>;
  signal: AbortSignal;
};

/** The workspace's changes as they come, from a cursor on. Ends when a listener's session does. */
export async function* follow(
  { kernel, hub, listeners, signal }: Following,
  input: Subscribe,
): AsyncGenerator<{ cursor: string; update: FeedUpdate }> {
  let all = await listeners();
  let checkedAt = kernel.now();
  const scope = all[0];
  const { follows, reset, ...begin } = await start(kernel, all, input);
  let cursor = begin.cursor;
  if (reset) yield { cursor: stamp(cursor, kernel.now()), update: { ...nothing, reset: true } };

  while (!signal.aborted) {
    refuseEnded(all, input, kernel.now());
    if (kernel.now() - checkedAt >= recheck) {
      all = await listeners();
      checkedAt = kernel.now();
    }
    const mark = hub.mark(scope.workspaceId);
    const found = await hub.read(scope.workspaceId, cursor);
    cursor = found.cursor;
    if (found.changes.length === 0) {
      await hub.grown(scope.workspaceId, mark, signal);
      continue;
    }
    // Members, keys and sites are changes of the workspace: who lost the right to listen hears nothing after it.
    if (found.changes.some(({ kind }) => kind === "workspace")) {
      all = await listeners();
      checkedAt = kernel.now();
    }
    const update = await inWorkspace(kernel, scope, (ctx) => describe(ctx, found.changes, follows));
    if (update) {
      yield { cursor: stamp(cursor, kernel.now()), update: input.follow ? update : forOne(update) };
      await pause(breath, undefined, { signal }).catch(() => undefined);
    }
  }
}

function refuseEnded(listeners: Listeners, { follow: several }: Subscribe, now: number): void {
  const session = listeners.findIndex(({ until }) => now >= until);
  if (session >= 0) throw new DomainError("session_expired", several ? { session } : {});
}

async function start(kernel: Kernel, listeners: Listeners, input: Subscribe) {
  return inWorkspace(kernel, listeners[0], async (ctx) => {
    const follows = await startFollowing(ctx, listeners, input);
    const known = readStamp(input.lastEventId ?? input.cursor ?? "", ctx.now);
    const goesOn =
      known && !known.old && (await ctx.dialect.feedGoesOn(ctx.db, ctx.workspace.id, known.place));
    if (goesOn) return { follows, cursor: known.place, reset: false };
    const head = await ctx.dialect.feedHead(ctx.db, ctx.workspace.id);
    return { follows, cursor: head, reset: known !== null || (input.lastEventId ?? null) !== null };
  });
}

/** The contacts that are followed, each as its own session may see it; null = all. */
async function startFollowing(
  ctx: Context,
  listeners: Listeners,
  input: Subscribe,
): Promise<followed.Followed | null> {
  if (!input.follow) {
    authorize(ctx, "contacts.read");
    if (input.contact) return followed.of([await resolveContact(ctx, input.contact)]);
    if (ctx.principal.kind === "panel") throw new DomainError("forbidden", { permission: "contacts.read" });
    return null;
  }
  const known: Known[] = [];
  for (const { session, contacts } of input.follow) {
    await forSession(session, async () => {
      const listener = listeners[session];
      if (!listener) throw new DomainError("unauthenticated");
      const own = { ...ctx, principal: listener.principal };
      authorize(own, "contacts.read");
      known.push(...(await resolveContacts(own, contacts)));
    });
  }
  return followed.of(known);
}

const nothing: FeedUpdate = {
  reset: false,
  tags: [],
  removedTagIds: [],
  contact: null,
  contacts: [],
  contactIds: [],
  workspace: false,
  operations: false,
  notifications: false,
};

/** What these changes mean to this subscriber, as things stand now; null = nothing. */
async function describe(
  ctx: Context,
  changes: readonly Change[],
  follows: followed.Followed | null,
): Promise<FeedUpdate | null> {
  const contactIds = new Set(changes.flatMap(({ contactId }) => contactId ?? []));
  const itself = changes.flatMap(({ kind, tagId }) => (kind === "tag" ? (tagId ?? []) : []));
  const mine = follows ? await followed.among(ctx, follows, contactIds) : contactIds;
  // Who follows some contacts hears of other contacts' tags only when a tag itself changes.
  const given = changes.flatMap(({ contactId, tagId }) => (mine.has(contactId ?? 0) ? (tagId ?? []) : []));
  const words = await tags.vocabulary(ctx);
  const changed = [...new Set([...itself, ...given])].flatMap((id) => words.get(id) ?? []);
  const workspace = changes.some(({ kind }) => kind === "workspace");
  // Of no interest to who follows some contacts.
  const operations = !follows && changes.some(({ kind }) => kind === "operation");
  const notifications = changes.some(({ userId }) => userId !== null && userId === listenerOf(ctx));
  const holding = follows ? await followed.holders(ctx, follows, new Set(itself)) : [];
  const touched = new Set([...mine, ...holding]);
  if (touched.size === 0 && changed.length === 0 && !workspace && !operations && !notifications) return null;
  return {
    ...nothing,
    tags: await viewWords(
      ctx,
      changed.filter((word) => !word.deleted),
    ),
    removedTagIds: changed.filter((word) => word.deleted).map(({ id }) => id),
    contacts: follows ? await followed.view(ctx, follows, touched) : [],
    contactIds: follows ? [] : [...contactIds],
    workspace,
    operations,
    notifications,
  };
}

/** Who is told what concerns one person alone. */
function listenerOf({ principal }: Context): string | null {
  return principal.kind === "member" ? principal.userId : null;
}

/** For a subscriber that asked about one contact, or about none. */
function forOne(update: FeedUpdate): FeedUpdate {
  return { ...update, contact: update.contacts[0] ?? null, contacts: [] };
}
