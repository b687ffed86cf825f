import type { Subscribe } from "@tagdeck/core/feed/inputs";
import type { FeedUpdate } from "@tagdeck/core/feed/update";
import { afterEach } from "vitest";
import type { Caller } from "../auth/principal.ts";
import { createFeedHub, type FeedHub } from "../feed/hub.ts";
import { follow } from "../feed/service.ts";
import type { Listeners } from "../feed/sessions.ts";
import type { TestDatabase } from "./databases.ts";
import { aMember, aWorkspace, type TestWorkspace } from "./fixtures.ts";

const admin = aMember("admin");

// Long enough for PostgreSQL, where a reader waits for older transactions, of other tests too.
export const soon = { timeout: 8_000, interval: 10 };

export const head = (workspace: TestWorkspace) =>
  workspace.read(admin, (ctx) => ctx.dialect.feedHead(ctx.db, workspace.id));

/** A subscriber: what it has got so far, and where it would go on. */
function subscriber(
  workspace: TestWorkspace,
  hub: FeedHub,
  input: Subscribe,
  who: Partial<Caller> = {},
  others: Partial<Caller>[] = [],
) {
  const stop = new AbortController();
  const updates: FeedUpdate[] = [];
  const got = { updates, lastEventId: null as string | null, asked: 0, error: undefined as unknown };
  const caller = (given: Partial<Caller>): Caller => ({
    workspaceId: workspace.id,
    principal: admin,
    until: Number.POSITIVE_INFINITY,
    ...given,
  });
  const listeners = async (): Promise<Listeners> => {
    got.asked += 1;
    return [caller(who), ...others.map(caller)];
  };
  const ended = (async () => {
    for await (const { cursor, update } of follow(
      { kernel: workspace.kernel, hub, listeners, signal: stop.signal },
      input,
    )) {
      updates.push(update);
      got.lastEventId = cursor;
    }
  })().catch((error: unknown) => {
    got.error = error;
  });
  return Object.assign(got, {
    ended,
    stop: async () => {
      stop.abort();
      await ended;
    },
  });
}

/** Makes workspaces with subscribers, which stop with the test. */
export function followers(database: () => TestDatabase) {
  const opened: { hub: FeedHub; stops: (() => Promise<void>)[] }[] = [];
  afterEach(async () => {
    for (const { hub, stops } of opened.splice(0)) {
      await Promise.all(stops.map((stop) => stop()));
      hub.close();
    }
  });

  return async function aFollowed() {
    const workspace = await aWorkspace(database());
    const hub = createFeedHub(workspace.kernel);
    const stops: (() => Promise<void>)[] = [];
    opened.push({ hub, stops });
    const subscribe = (input: Subscribe, who: Partial<Caller> = {}, others: Partial<Caller>[] = []) => {
      const made = subscriber(workspace, hub, input, who, others);
      stops.push(made.stop);
      return made;
    };
    return { workspace, hub, subscribe };
  };
}
