import { setTimeout as pause } from "node:timers/promises";
import { DomainError } from "@tagdeck/core/errors";
import type { ContactRef } from "@tagdeck/core/contacts/inputs";
import type { Subscribe } from "@tagdeck/core/feed/inputs";
import type { FeedUpdate } from "@tagdeck/core/feed/update";
import type { Caller } from "../auth/principal.ts";
import { resolveContact } from "../contacts/scope.ts";
import { viewContact, viewSigned } from "../contacts/view.ts";
import { authorize, type Context, inWorkspace, type Kernel } from "../context.ts";
import type { Change } from "../db/dialect.ts";
import * as tags from "../tags/store.ts";
import { viewWords } from "../tags/view.ts";
import type { FeedHub } from "./hub.ts";
import { readStamp, stamp } from "./position.ts";

/** The least time between two updates of one subscriber: what comes together is sent together. */
const breath = 100;
/** How often to make sure that the caller may still listen. */
const recheck = 30_000;

export type Following = {
  kernel: Kernel;
  hub: FeedHub;
  /** Who listens, asked again while the stream lasts. */
  caller(): Promise<Caller>;
  signal: AbortSignal;
};

/** The workspace's changes as they come, from a cursor on. Ends when the caller's session does. */
export async function* follow(
  { kernel, hub, caller, signal }: Following,
  input: Subscribe,
): AsyncGenerator<{ cursor: string; update: FeedUpdate }> {
  let who = await caller();
  let checkedAt = kernel.now();
  const contact = input.contact;
  let position = await start(kernel, who, input);
  if (position.reset)
    yield { cursor: stamp(position.cursor, kernel.now()), update: { ...nothing, reset: true } };

  while (!signal.aborted) {
    if (kernel.now() >= who.until) throw new DomainError("session_expired");
    if (kernel.now() - checkedAt >= recheck) {
      who = await caller();
      checkedAt = kernel.now();
    }
    const mark = hub.mark(who.workspaceId);
    const { changes, cursor } = await hub.read(who.workspaceId, position.cursor);
    position = { cursor, reset: false };
    if (changes.length === 0) {
      await hub.grown(who.workspaceId, mark, signal);
      continue;
    }
    const update = await inWorkspace(kernel, who, (ctx) => describe(ctx, changes, contact));
    if (update) {
      yield { cursor: stamp(cursor, kernel.now()), update };
      await pause(breath, undefined, { signal }).catch(() => undefined);
    }
  }
}

async function start(kernel: Kernel, caller: Caller, input: Subscribe) {
  return inWorkspace(kernel, caller, async (ctx) => {
    authorize(ctx, "contacts.read");
    if (input.contact) await resolveContact(ctx, input.contact);
    else if (ctx.principal.kind === "panel")
      throw new DomainError("forbidden", { permission: "contacts.read" });

    const known = readStamp(input.lastEventId ?? input.cursor ?? "", ctx.now);
    if (known && !known.old) return { cursor: known.place, reset: false };
    const head = await ctx.dialect.feedHead(ctx.db, ctx.workspace.id);
    return { cursor: head, reset: known !== null || (input.lastEventId ?? null) !== null };
  });
}

const nothing: FeedUpdate = {
  reset: false,
  tags: [],
  removedTagIds: [],
  contact: null,
  contacts: [],
  contactIds: [],
  workspace: false,
};

/** What these changes mean to this subscriber, as things stand now; null = nothing. */
async function describe(
  ctx: Context,
  changes: readonly Change[],
  follows: ContactRef | undefined,
): Promise<FeedUpdate | null> {
  const contactIds = new Set(changes.flatMap(({ contactId }) => contactId ?? []));
  const tagChanged = changes.some(({ kind }) => kind === "tag");
  const workspace = changes.some(({ kind }) => kind === "workspace");
  const known = follows ? await resolveContact(ctx, follows) : null;
  const itself = known?.row ? contactIds.has(known.row.id) : false;

  // Who follows one contact hears of other contacts' tags only when a tag itself changes.
  const seen = changes.filter(
    (change) => !follows || change.kind === "tag" || (known?.row && change.contactId === known.row.id),
  );
  const words = await tags.vocabulary(ctx);
  const changed = [...new Set(seen.flatMap(({ tagId }) => tagId ?? []))].flatMap((id) => words.get(id) ?? []);
  const update: FeedUpdate = {
    reset: false,
    tags: await viewWords(
      ctx,
      changed.filter((word) => !word.deleted),
    ),
    removedTagIds: changed.filter((word) => word.deleted).map(({ id }) => id),
    contact: null,
    contacts: [],
    contactIds: follows ? [] : [...contactIds],
    workspace,
  };
  if (known && (itself || tagChanged)) {
    update.contact = known.row ? await viewContact(ctx, known.row) : viewSigned(known);
  }
  const silent =
    update.tags.length + update.removedTagIds.length + update.contactIds.length === 0 &&
    update.contact === null &&
    !workspace;
  return silent ? null : update;
}
