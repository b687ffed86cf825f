import type { PanelSession } from "@tagdeck/core/embed/session";
import type { ErrorDetails } from "@tagdeck/core/errors";
import type { FeedUpdate } from "@tagdeck/core/feed/update";
import { can, permissions, type Role } from "@tagdeck/core/members/roles";
import { defaultSettings } from "@tagdeck/core/workspaces/settings";
import { createFakeChanges, Refusal, type Input } from "./fake-changes.ts";
import { createFakeStore } from "./fake-store.ts";

type Call = { path: string; input: Input; session: string | null };
/** A server of the panel's calls, as far as the wire shows it, with its state in memory. */
export function createFakeServer(role: Exclude<Role, "owner"> = "agent") {
  const store = createFakeStore();
  const { history, newId, lastId, matching } = store;
  const sessions = new Set<string>();
  /** Each with whom it follows, and the sessions it was opened with. */
  const streams = new Map<
    ReadableStreamDefaultController<Uint8Array>,
    { follows: string[]; keys: string[] }
  >();
  const log: { id: number; update: FeedUpdate; of: readonly string[] | null }[] = [];
  const calls: Call[] = [];

  const encode = (text: string) => new TextEncoder().encode(text);
  const sse = (id: number, update: FeedUpdate) => encode(`id: ${id}\ndata: ${JSON.stringify(update)}\n\n`);

  /** Tells the streams; `whose` = which contacts changed, null = a change of the vocabulary. */
  function publish(whose: string | readonly string[] | null, change: Partial<FeedUpdate>): void {
    const of = whose === null ? null : [whose].flat();
    const nothing = {
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
    const entry = { id: newId(), update: structuredClone({ ...nothing, ...change }), of };
    log.push(entry);
    for (const [stream, { follows }] of streams) {
      if (concerns(follows, of)) stream.enqueue(sse(entry.id, entry.update));
    }
  }
  const concerns = (follows: readonly string[], of: readonly string[] | null) =>
    of === null || of.some((one) => follows.includes(one));
  const fake = createFakeChanges(store, publish);
  const { contactOf, found, limit, change, extend, extendMany, changeMany, edit, undo, undoMany } = fake;

  function historyOf(externalId: string, tagId?: number) {
    const entries = history.get(externalId) ?? [];
    return entries.filter(({ tag: { id } }) => tagId === undefined || tagId === id);
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
        return change(on, input);
      case "assignments.changeMany":
        return changeMany(input);
      case "operations.undo":
        return undoMany(input.id ?? 0);
      case "assignments.extend":
        return extend(on, input);
      case "assignments.extendMany":
        return extendMany(input);
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
          if (id > Number(input.cursor) && concerns(follows, of)) controller.enqueue(sse(id, update));
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
        const { signal } = init ?? {};
        const aborted = new Promise<never>((_, fail) => {
          signal?.addEventListener("abort", () => fail(signal.reason));
        });
        await Promise.race([server.before(call), aborted]);
        signal?.throwIfAborted();
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
