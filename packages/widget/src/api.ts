import type { FeedUpdate } from "@tagdeck/core/feed/update";
import { toProblem } from "@tagdeck/ui/problem";
import type { NamedTag } from "./chips.ts";
import { isAuthProblem } from "./notice.ts";
import type { Fetch, Sessions } from "./sessions.ts";
import { createWire } from "./wire.ts";

const firstDelayMs = 250;
const longestDelayMs = 30_000;
const stableMs = 5_000;

export type Server = { baseUrl: string; sessions: Sessions; fetch: Fetch };

export type Follower = {
  onUpdate(update: FeedUpdate): void;
  onLive(live: boolean): void;
  /** The sign-in was refused: it has stopped following. */
  onRefused(error: unknown): void;
};

/** The calls a panel makes for one contact; none of them can reach another. */
export function createContactApi({ baseUrl, sessions, fetch }: Server, externalId: string) {
  const contact = { externalId };

  // A refused session is replaced once; the call it came from was not begun, so it can be sent again.
  const wire = createWire(baseUrl, async (input, init) => {
    const send = async () => {
      const session = sessions.get(externalId);
      const headers = new Headers(init?.headers);
      headers.set("authorization", `Bearer ${(await session).session}`);
      const response = await fetch(input, { ...init, headers, credentials: "omit" });
      if (response.status === 401) sessions.drop(externalId, session);
      return response;
    };
    const response = await send();
    return response.status === 401 ? send() : response;
  });

  return {
    session: () => sessions.get(externalId),
    get: (signal: AbortSignal) => wire.query("contacts", "get", { contact }, signal),
    history: (signal: AbortSignal, tagId?: number) =>
      wire.query("contacts", "history", { contact, limit: 5, ...(tagId && { tagId }) }, signal),
    tag: (id: number, signal: AbortSignal) => wire.query("tags", "get", { id }, signal),
    edit: (tag: NamedTag) => wire.mutate("tags", "update", tag),
    suggest: (query: string, signal: AbortSignal, limit: number) =>
      wire.query("tags", "suggest", { query, limit }, signal),
    change: (change: { add?: number[]; remove?: number[]; create?: { name: string } }) =>
      wire.mutate("assignments", "change", { contact, ...change }),
    undo: (seqs: number[]) => wire.mutate("assignments", "undo", { contact, seqs }),

    /** Follows the feed from a cursor on, through drops; returns how to stop and how to hurry. */
    follow(cursor: string, { onUpdate, onLive, onRefused }: Follower) {
      const stop = new AbortController();
      let last = cursor;
      let failures = 0;
      let hurry = () => {};

      async function listenOnce(): Promise<void> {
        let openedAt = Infinity;
        const session = sessions.get(externalId);
        const listener = {
          onOpen() {
            openedAt = Date.now();
            onLive(true);
          },
          onMessage(id: string, data: unknown) {
            if (stop.signal.aborted) return;
            last = id;
            onUpdate(data as FeedUpdate); // safe because the feed's router yields nothing else
          },
        };
        try {
          await wire.listen("feed.subscribe", { contact, cursor: last }, listener, stop.signal);
        } catch (error) {
          if (isAuthProblem(toProblem(error))) {
            sessions.drop(externalId, session);
            // A stream ends with its session; one that does not even begin has nobody to renew it.
            if (openedAt === Infinity && !stop.signal.aborted) {
              stop.abort();
              onRefused(error);
            }
          }
        }
        failures = Date.now() - openedAt > stableMs ? 0 : failures + 1;
      }

      async function listen(): Promise<void> {
        while (!stop.signal.aborted) {
          await listenOnce();
          if (stop.signal.aborted) return;
          onLive(false);
          const delay = Math.min(firstDelayMs * 2 ** failures, longestDelayMs) * (0.75 + Math.random() / 2);
          await new Promise<void>((resolve) => {
            const timer = setTimeout(resolve, delay);
            hurry = () => {
              clearTimeout(timer);
              resolve();
            };
          });
        }
      }
      void listen();
      return {
        stop() {
          stop.abort();
          hurry();
        },
        wake: () => hurry(),
      };
    },
  };
}

export type ContactApi = ReturnType<typeof createContactApi>;
