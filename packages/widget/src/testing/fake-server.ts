import type { AppliedChange } from "@tagdeck/core/assignments/change";
import type { Contact } from "@tagdeck/core/contacts/contact";
import type { PanelSession } from "@tagdeck/core/embed/session";
import type { ErrorDetails } from "@tagdeck/core/errors";
import type { FeedUpdate } from "@tagdeck/core/feed/update";
import { can, permissions, type Role } from "@tagdeck/core/members/roles";
import { parseTagName } from "@tagdeck/core/tags/name";
import type { Tag } from "@tagdeck/core/tags/tag";
import { defaultSettings } from "@tagdeck/core/workspaces/settings";
import { createFakeStore } from "./fake-store.ts";

type Call = { path: string; input: Input; session: string | null };
type Input = {
  contact?: { externalId: string };
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
  const streams = new Map<ReadableStreamDefaultController<Uint8Array>, string>();
  const log: { id: number; update: FeedUpdate; of: string | null }[] = [];
  const calls: Call[] = [];

  const encode = (text: string) => new TextEncoder().encode(text);
  const sse = (id: number, update: FeedUpdate) => encode(`id: ${id}\ndata: ${JSON.stringify(update)}\n\n`);

  /** Tells the streams; `of` = whose contact changed, null = a change of the vocabulary. */
  function publish(of: string | null, change: Partial<FeedUpdate>): void {
    const nothing = {
      reset: false,
      tags: [],
      removedTagIds: [],
      contact: null,
      contactIds: [],
      workspace: false,
    };
    const entry = { id: newId(), update: structuredClone({ ...nothing, ...change }), of };
    log.push(entry);
    for (const [stream, follows] of streams) {
      if (of === null || of === follows) stream.enqueue(sse(entry.id, entry.update));
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
  function change(on: Contact, input: Input) {
    const made: AppliedChange[] = [];
    if (input.create) {
      const taken = matching(input.create.name).exact;
      if (taken) throw new Refusal("tag_name_taken", 409, { tag: taken });
      made.push(...apply(on, tag(parseTagName(input.create.name))));
    }
    for (const id of input.add ?? []) made.push(...apply(on, found(id)));
    for (const id of input.remove ?? []) made.push(...take(on, found(id)));
    if (made.length > 0) {
      publish(on.externalId, { contact: on, tags: made.map(({ tagId }) => found(tagId)) });
    }
    return { contact: on, changes: made };
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
    publish(on.externalId, { contact: on });
    return { contact: on };
  }

  function answer(path: string, input: Input): unknown {
    const externalId = input.contact?.externalId ?? "";
    const on = contacts.get(externalId) ?? contact(externalId, { id: null });
    switch (path) {
      case "contacts.get":
        return { contact: on, cursor: String(lastId()) };
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
      case "assignments.undo":
        return undo(on, input.seqs ?? []);
      default:
        throw new Refusal("not_found", 404);
    }
  }

  function stream(input: Input, signal: AbortSignal | null | undefined): Response {
    let mine: ReadableStreamDefaultController<Uint8Array> | null = null;
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        mine = controller;
        streams.set(controller, input.contact?.externalId ?? "");
        signal?.addEventListener("abort", () => {
          if (streams.delete(controller)) controller.error(signal.reason);
        });
        controller.enqueue(encode(`event: connected\ndata: {"reconnectAfterInactivityMs":40000}\n\n`));
        for (const { id, update, of } of log) {
          const missed = id > Number(input.cursor) && (of === null || of === input.contact?.externalId);
          if (missed) controller.enqueue(sse(id, update));
        }
      },
      cancel() {
        if (mine) streams.delete(mine);
      },
    });
    return new Response(body, { headers: { "content-type": "text/event-stream" } });
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
    dropStreams(): void {
      for (const controller of streams.keys()) controller.close();
      streams.clear();
    },
    tokens: 0,
    getToken: async ({ contact: externalId }: { contact: string }): Promise<string> => {
      server.tokens += 1;
      return `token-${externalId}-${server.tokens}`;
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
        if (!sessions.has(session ?? "")) throw new Refusal("session_expired", 401);
        if (path === "feed.subscribe") return stream(given, init?.signal);
        return Response.json({ result: { data: structuredClone(answer(path, given)) } });
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        const { message: code, details, status } = error;
        if (path === "/embed/session") return Response.json({ code, details, status }, { status });
        return Response.json({ error: { message: code, data: { domainCode: code, details } } }, { status });
      }
    },
  };

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
