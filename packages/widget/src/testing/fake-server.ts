import type { AppliedChange, ManyChangeResult } from "@tagdeck/core/assignments/change";
import type { Contact } from "@tagdeck/core/contacts/contact";
import type { PanelSession } from "@tagdeck/core/embed/session";
import type { ErrorDetails } from "@tagdeck/core/errors";
import type { FeedUpdate } from "@tagdeck/core/feed/update";
import { can, permissions, type Role } from "@tagdeck/core/members/roles";
import { parseTagName } from "@tagdeck/core/tags/name";
import type { UndoneOperation } from "@tagdeck/core/operations/undone";
import type { Tag } from "@tagdeck/core/tags/tag";
import { defaultSettings } from "@tagdeck/core/workspaces/settings";
import { createFakeStore } from "./fake-store.ts";

type Call = { path: string; input: Input; session: string | null };
type Ref = { externalId: string };
type Input = {
  contact?: Ref;
  contacts?: Ref[];
  follow?: { session: number; contacts: Ref[] }[];
  add?: number[];
  remove?: number[];
  create?: { name: string };
  seqs?: number[];
  query?: string;
  limit?: number;
  cursor?: string;
  tagId?: number;
  id?: number;
  name?: string;
  color?: string;
};

class Refusal extends Error {
  readonly status: number;
  readonly details: ErrorDetails;
  constructor(code: string, status = 400, details: ErrorDetails = {}) {
    super(code);
    this.status = status;
    this.details = details;
  }
}

/** A server of the panel's calls, as far as the wire shows it, with its state in memory. */
export function createFakeServer(role: Exclude<Role, "owner"> = "agent") {
  const store = createFakeStore();
  const { tags, contacts, history, newId, lastId, tag, contact, apply, take, matching } = store;
  const sessions = new Set<string>();
  /** Each with whom it follows, and the sessions it was opened with. */
  const streams = new Map<
    ReadableStreamDefaultController<Uint8Array>,
    { follows: string[]; keys: string[] }
  >();
  const log: { id: number; update: FeedUpdate; of: string | null }[] = [];
  const operations = new Map<number, { on: Contact; changes: AppliedChange[] }[]>();
  const calls: Call[] = [];
  /** How many tags a contact may have when several are changed. */
  const limit = { max: 100 };

  const encode = (text: string) => new TextEncoder().encode(text);
  const sse = (id: number, update: FeedUpdate) => encode(`id: ${id}\ndata: ${JSON.stringify(update)}\n\n`);

  /** Tells the streams; `of` = whose contact changed, null = a change of the vocabulary. */
  function publish(of: string | null, change: Partial<FeedUpdate>): void {
    const nothing = {
      reset: false,
      tags: [],
      removedTagIds: [],
      contact: null,
      contacts: [],
      contactIds: [],
      workspace: false,
    };
    const entry = { id: newId(), update: structuredClone({ ...nothing, ...change }), of };
    log.push(entry);
    for (const [stream, { follows }] of streams) {
      if (of === null || follows.includes(of)) stream.enqueue(sse(entry.id, entry.update));
    }
  }

  function historyOf(externalId: string, tagId?: number) {
    const entries = history.get(externalId) ?? [];
    return entries.filter(({ tag: { id } }) => tagId === undefined || tagId === id);
  }
  function found(id: number): Tag {
    const one = tags.get(id);
    if (!one) throw new Refusal("tag_not_found", 404);
    return one;
  }
  /** Makes the tag that is asked for, so that it is on no contact twice. */
  function prepared(input: Input): Input {
    if (!input.create) return input;
    const taken = matching(input.create.name).exact;
    if (taken) throw new Refusal("tag_name_taken", 409, { tag: taken });
    return { add: [tag(parseTagName(input.create.name)).id] };
  }
  function change(on: Contact, { add = [], remove = [] }: Input) {
    const made = [
      ...add.flatMap((id) => apply(on, found(id))),
      ...remove.flatMap((id) => take(on, found(id))),
    ];
    if (made.length > 0) {
      publish(on.externalId, { contacts: [on], tags: made.map(({ tagId }) => found(tagId)) });
    }
    return { contact: on, changes: made };
  }
  function changeMany(input: Input): ManyChangeResult {
    const all = [...new Set(input.contacts?.map(contactOf))];
    const full = (on: Contact) => (input.add?.length ?? 0) > 0 && on.tags.length >= limit.max;
    const { max } = limit;
    const what = prepared(input);
    const made = all.filter((on) => !full(on)).map((on) => ({ on, ...change(on, what) }));
    const changes = made.flatMap(({ on, changes: done }) =>
      done.map(({ kind, tagId }) => ({ contact: on.externalId, kind, tagId })),
    );
    const operationId = changes.length > 0 ? newId() : null;
    if (operationId !== null) operations.set(operationId, made);
    const skipped = all.filter(full).map(({ externalId }) => externalId);
    return {
      operationId,
      contacts: all,
      changes,
      skipped: skipped.map((one) => ({ contact: one, code: "contact_tags_full", max })),
    };
  }
  function undoMany(id: number): UndoneOperation {
    const made = operations.get(id);
    if (!made) throw new Refusal("operation_not_found", 404);
    let leftAlone = 0;
    for (const { on, changes } of made) {
      for (const { seq, kind, tagId } of changes) {
        const latest = history.get(on.externalId)?.find(({ tag: { id: of } }) => of === tagId);
        if (latest?.seq !== seq) leftAlone += 1;
        else change(on, kind === "added" ? { remove: [tagId] } : { add: [tagId] });
      }
    }
    return { tag: null, contacts: made.map(({ on }) => on), leftAlone };
  }
  function edit(one: Tag, { name = one.name, color = one.color }: Input): Tag {
    const taken = matching(name).exact;
    if (taken && taken !== one) throw new Refusal("tag_name_taken", 409, { tag: taken });
    Object.assign(one, { name: parseTagName(name), color });
    publish(null, { tags: [one] });
    return one;
  }
  function undo(on: Contact, seqs: number[]) {
    const entries = history.get(on.externalId) ?? [];
    for (const entry of entries.filter(({ seq }) => seqs.includes(seq))) {
      entry.undone = true;
      if (entry.kind === "added") take(on, found(entry.tag.id), true);
      else apply(on, found(entry.tag.id), true);
    }
    publish(on.externalId, { contacts: [on] });
    return { contact: on };
  }
  function contactOf({ externalId }: Ref): Contact {
    return contacts.get(externalId) ?? contact(externalId, { id: null });
  }

  function answer(path: string, input: Input): unknown {
    const externalId = input.contact?.externalId ?? "";
    const on = contactOf({ externalId });
    switch (path) {
      case "contacts.get":
        return { contact: on, cursor: String(lastId()) };
      case "contacts.getMany":
        return { contacts: input.contacts?.map(contactOf), cursor: String(lastId()) };
      case "contacts.history":
        return { items: historyOf(externalId, input.tagId).slice(0, input.limit), nextCursor: null };
      case "tags.get":
        return found(input.id ?? 0);
      case "tags.update":
        return edit(found(input.id ?? 0), input);
      case "tags.suggest":
        return matching(input.query ?? "", input.limit);
      case "assignments.change":
        return change(on, prepared(input));
      case "assignments.changeMany":
        return changeMany(input);
      case "operations.undo":
        return undoMany(input.id ?? 0);
      case "assignments.undo":
        return undo(on, input.seqs ?? []);
      default:
        throw new Refusal("not_found", 404);
    }
  }

  function stream(input: Input, keys: string[], signal: AbortSignal | null | undefined): Response {
    const ended = keys.findIndex((key) => !sessions.has(`Bearer ${key}`));
    if (ended >= 0) throw new Refusal("session_expired", 401, { session: ended });
    const follows = (input.follow ?? []).flatMap((one) => one.contacts.map(({ externalId }) => externalId));
    let mine: ReadableStreamDefaultController<Uint8Array> | null = null;
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        mine = controller;
        streams.set(controller, { follows, keys });
        signal?.addEventListener("abort", () => {
          if (streams.delete(controller)) controller.error(signal.reason);
        });
        controller.enqueue(encode(`event: connected\ndata: {"reconnectAfterInactivityMs":40000}\n\n`));
        for (const { id, update, of } of log) {
          const missed = id > Number(input.cursor) && (of === null || follows.includes(of));
          if (missed) controller.enqueue(sse(id, update));
        }
      },
      cancel() {
        if (mine) streams.delete(mine);
      },
    });
    return new Response(body, { headers: { "content-type": "text/event-stream" } });
  }

  /** Ends the streams of a session, as the server does: with what became of it. */
  function endSession(session: string): void {
    sessions.delete(session);
    for (const [controller, { keys }] of streams) {
      const index = keys.indexOf(session.replace("Bearer ", ""));
      if (index < 0) continue;
      const data = { domainCode: "session_expired", details: { session: index } };
      const error = JSON.stringify({ message: "session_expired", data });
      controller.enqueue(encode(`event: serialized-error\ndata: ${error}\n\n`));
      streams.delete(controller);
      controller.close();
    }
  }

  const server = {
    ...store,
    calls,
    streams,
    publish,
    /** Runs before each call is answered: throw `refuse(…)`, or wait. */
    before: async (_call: Call): Promise<void> => {},
    refuse: (code: string, status = 400, details: ErrorDetails = {}) => new Refusal(code, status, details),
    endSessions: () => sessions.clear(),
    endSession,
    limit,
    dropStreams(): void {
      for (const controller of streams.keys()) controller.close();
      streams.clear();
    },
    tokens: 0,
    getToken: async ({ contacts: ids }: { contacts: readonly string[] }): Promise<string> => {
      server.tokens += 1;
      return `token-${ids.join()}-${server.tokens}`;
    },

    async fetch(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
      const url = new URL(input instanceof Request ? input.url : input);
      const body: unknown = typeof init?.body === "string" ? JSON.parse(init.body) : null;
      const path = url.pathname.replace(/^\/trpc\//, "");
      const session = new Headers(init?.headers).get("authorization");
      const given = (body ?? JSON.parse(url.searchParams.get("input") ?? "{}")) as Input; // safe because only the panel's own calls arrive
      const call = { path, input: given, session };
      calls.push(call);
      try {
        await server.before(call);
        init?.signal?.throwIfAborted();
        if (path === "/embed/session") {
          const opened = `session-${newId()}`;
          sessions.add(`Bearer ${opened}`);
          return Response.json(sessionOf(opened));
        }
        if (path === "feed.subscribe") return stream(given, keysOf(init), init?.signal);
        if (!sessions.has(session ?? "")) throw new Refusal("session_expired", 401);
        return Response.json({ result: { data: structuredClone(answer(path, given)) } });
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        const { message: code, details, status } = error;
        if (path === "/embed/session") return Response.json({ code, details, status }, { status });
        return Response.json({ error: { message: code, data: { domainCode: code, details } } }, { status });
      }
    },
  };

  function keysOf(init?: RequestInit): string[] {
    const headers = new Headers(init?.headers);
    const [first = "", others = ""] = [headers.get("authorization"), headers.get("x-tagdeck-sessions")].map(
      (text) => text ?? "",
    );
    return `${first.replace("Bearer ", "")} ${others}`.trim().split(" ");
  }
  function sessionOf(session: string): PanelSession {
    return {
      session,
      expiresAt: new Date(Date.now() + 900_000).toISOString(),
      agent: { id: "ann", name: "Ann", role },
      permissions: permissions.filter((permission) => can(role, permission, defaultSettings)),
      workspace: { slug: "acme", name: "Acme", timeZone: "Asia/Taipei", tagNameMax: 50, contactTagMax: 100 },
    };
  }
  return server;
}

export type FakeServer = ReturnType<typeof createFakeServer>;
