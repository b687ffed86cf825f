import type { FeedUpdate } from "@tagdeck/core/feed/update";
import { toProblem } from "@tagdeck/ui/problem";
import { isAuthProblem } from "./notice.ts";
import type { Fetch, Sessions } from "./sessions.ts";
import { createWire } from "./wire.ts";

const firstDelayMs = 250;
const longestDelayMs = 30_000;
const stableMs = 5_000;
/** Panels that come, go or switch within this time make one new stream. */
const coalesceMs = 30;
const mostFollowers = 20;

export type Server = { baseUrl: string; workspace: string; sessions: Sessions; fetch: Fetch };

type Follower = {
  onUpdate(update: FeedUpdate): void;
  onLive(live: boolean): void;
  /** It has no session any more, and has stopped following. */
  onRefused(error: unknown): void;
};
type Member = Follower & { sessions: Sessions; contacts: readonly string[] };

const streams = new Set<ReturnType<typeof createStream>>();

/** Follows contacts from a cursor on, through drops, in the one stream that all panels of the page share. */
export function follow(server: Server, contacts: readonly string[], cursor: string, follower: Follower) {
  const stream = [...streams].find((one) => one.takes(server)) ?? createStream(server);
  streams.add(stream);
  return stream.join({ ...follower, contacts, sessions: server.sessions }, cursor);
}

function createStream({ baseUrl, workspace, fetch }: Server) {
  const wire = createWire(baseUrl, fetch);
  const members = new Set<Member>();
  /** Those whose session was refused since the stream was last stable. */
  const refused = new Set<Member>();
  /** Where the stream stands, then where those stand who are to join it. */
  let cursors: string[] = [];
  let turn = new AbortController();
  let next: AbortController | null = null;
  let open = false;
  let failures = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function later(delayMs: number): void {
    clearTimeout(timer);
    timer = setTimeout(() => void listen(), delayMs);
  }

  function leave(member: Member): void {
    if (!members.delete(member)) return;
    if (members.size > 0) return later(coalesceMs);
    streams.delete(stream);
    clearTimeout(timer);
    next = null;
    turn.abort();
  }

  function refuse(member: Member | undefined, error: unknown): void {
    if (!member) return;
    leave(member);
    member.onRefused(error);
  }

  async function listen(): Promise<void> {
    const mine = new AbortController();
    next = mine;
    const listed = [...members];
    const asked = listed.map(({ sessions, contacts }) => sessions.get(contacts));
    const answers = await Promise.allSettled(asked);
    // The stream before goes on until all have a session.
    if (next !== mine) return;
    const keys = answers.flatMap((answer, index) => {
      if (answer.status === "fulfilled") return [answer.value.session];
      refuse(listed[index], answer.reason);
      return [];
    });
    // It begins anew without those who have none.
    if (keys.length < listed.length) return;

    turn.abort();
    turn = mine;
    open = false;
    let openedAt = Infinity;
    // From the oldest place on: an update applied twice does no harm. Places are numbers or pairs of numbers.
    cursors = cursors.sort((a, b) => a.localeCompare(b, "en", { numeric: true })).slice(0, 1);
    const follow = listed.map(({ contacts }, session) => ({
      session,
      contacts: contacts.map((externalId) => ({ externalId })),
    }));
    const listener = {
      onOpen() {
        openedAt = Date.now();
        open = true;
        for (const { onLive } of listed) onLive(true);
      },
      onMessage(id: string, data: unknown) {
        if (mine.signal.aborted) return;
        cursors[0] = id;
        for (const { onUpdate } of members) onUpdate(data as FeedUpdate); // safe because the feed's router yields nothing else
      },
    };
    const ended: unknown = await wire
      .listen("feed.subscribe", { cursor: cursors[0], follow }, keys, listener, mine.signal)
      .catch((error: unknown) => error);
    if (mine.signal.aborted) return;

    open = false;
    if (Date.now() - openedAt > stableMs) {
      failures = 0;
      refused.clear();
    } else failures += 1;
    const problem = toProblem(ended);
    const index = Number(problem.details["session"] ?? (isAuthProblem(problem) ? 0 : -1));
    const member = listed[index];
    const session = asked[index];
    if (member && session) {
      // A session ends, and the next goes on; one that is new and refused has nobody to renew it.
      if (refused.has(member)) return refuse(member, ended);
      refused.add(member);
      member.sessions.drop(member.contacts, session);
      return later(0);
    }
    for (const { onLive } of members) onLive(false);
    later(Math.min(firstDelayMs * 2 ** failures, longestDelayMs) * (0.75 + Math.random() / 2));
  }

  const stream = {
    takes: (server: Server) =>
      members.size < mostFollowers && server.baseUrl === baseUrl && server.workspace === workspace,
    join(member: Member, cursor: string) {
      members.add(member);
      cursors.push(cursor);
      later(coalesceMs);
      return {
        stop: () => leave(member),
        /** Tries at once what would be tried later. */
        wake() {
          if (!open) later(0);
        },
      };
    },
  };
  return stream;
}
