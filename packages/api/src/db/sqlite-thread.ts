import { type MessagePort, parentPort, workerData } from "node:worker_threads";
import type BetterSqlite from "better-sqlite3";
import type { DatabaseHandle, Db } from "./dialect.ts";
import { rowWakes } from "./row-wakes.ts";
import type { Database } from "./schema.ts";
import { kyselyOver, runOn, within } from "./sqlite-connection.ts";
import { connectTo } from "./sqlite-file.ts";
import { sqlite } from "./sqlite.ts";
import type { ThreadHears, ThreadSays } from "./thread-messages.ts";
import { transactionsOn, withinOneTurn } from "./write-door.ts";

export type InThread = {
  database: DatabaseHandle;
  /** What the thread was given at its start. */
  data: unknown;
  say(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  onStop(listener: () => void): void;
};

/** The database as a thread of the serving process has it: reads of its own, writes in its turn. */
export function enterThread(): InThread {
  // safe because the host gives it
  const { path, data } = workerData as { path: string; data: unknown };
  const port = parentPort;
  if (!port) throw new Error("this runs in a thread");
  const say = (message: ThreadSays) => port.postMessage(message);
  const hear = (listener: (message: ThreadHears) => void) => void port.on("message", listener);

  const readers = readersOf(path);
  const plain = kyselyOver<Database>(runOn(connectTo(path, { readonly: true })));
  const wakes = rowWakes(plain);
  hear((message) => {
    if (message.tagdeck === "wake") wakes.hint();
  });
  const database: DatabaseHandle = {
    dialect: sqlite,
    plain,
    read: (_workspaceId, work) => readers(work),
    write: writerOf(path, port, say),
    hint: (workspaceId) => say({ tagdeck: "hint", workspaceId }),
    onHint: () => undefined,
    wakes,
    startThread: null,
    close: () => Promise.resolve(),
  };
  return {
    database,
    data,
    say: (message) => say({ tagdeck: "said", message }),
    onMessage: (listener) =>
      hear((message) => {
        if (message.tagdeck === "said") listener(message.message);
      }),
    onStop: (listener) =>
      hear((message) => {
        if (message.tagdeck === "stop") listener();
      }),
  };
}

/** One write after another, each in a turn of its own. */
function writerOf(
  path: string,
  port: MessagePort,
  say: (message: ThreadSays) => void,
): DatabaseHandle["write"] {
  let opened: ReturnType<typeof openWriter> | undefined;
  let last: Promise<unknown> = Promise.resolve();

  function turn(): Promise<number> {
    return new Promise((resolve) => {
      const go = (message: ThreadHears) => {
        if (message.tagdeck !== "go") return;
        port.off("message", go);
        resolve(message.budget);
      };
      port.on("message", go);
      say({ tagdeck: "ask" });
    });
  }

  async function write<T>(work: (db: Db, budget: number) => Promise<T>): Promise<T> {
    const { connection, run, begin, commit } = (opened ??= openWriter(path));
    const budget = await turn();
    try {
      await begin();
      const value = await withinOneTurn((transaction) =>
        work(kyselyOver<Database>(within(transaction, run)), budget),
      );
      commit();
      return value;
    } finally {
      if (connection.inTransaction) connection.exec("rollback");
      say({ tagdeck: "written" });
    }
  }

  return (_workspaceId, work) => {
    const mine = last.then(() => write(work));
    last = mine.catch(() => undefined);
    return mine;
  };
}

function openWriter(path: string) {
  const connection = connectTo(path);
  return { connection, run: runOn(connection), ...transactionsOn(connection) };
}

/** A connection for each read that goes on, which sees one instant. */
function readersOf(path: string): <T>(work: (db: Db) => Promise<T>) => Promise<T> {
  const free: { connection: BetterSqlite.Database; db: Db }[] = [];
  return async (work) => {
    const reader = free.pop() ?? openReader(path);
    reader.connection.exec("begin");
    try {
      return await work(reader.db);
    } finally {
      reader.connection.exec("commit");
      free.push(reader);
    }
  };
}

function openReader(path: string) {
  const connection = connectTo(path, { readonly: true });
  return { connection, db: kyselyOver<Database>(runOn(connection)) };
}
