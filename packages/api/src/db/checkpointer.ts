import { openSync } from "node:fs";
import { Worker } from "node:worker_threads";
import type { CheckpointMessage, CheckpointOrder } from "./checkpoint-thread.ts";
import type { WriteDoor } from "./write-door.ts";

/** After how much to checkpoint: a thread's turn counts for ten groups of requests. About 8,000 pages. */
const due = 200;
export const turnWeight = 10;
/** How long after the last write a rest is checkpointed too, in ms. */
const idle = 5_000;

export type Checkpointer = ReturnType<typeof openCheckpointer>;

// Closing any descriptor of a database's file drops all locks that SQLite holds on it in this process
// (https://sqlite.org/howtocorrupt.html#_posix_advisory_locks_canceled_by_a_separate_thread_doing_close_):
// one a file, opened here because a thread's own are closed with it, and never closed.
const descriptors = new Map<string, number>();

function descriptorOf(path: string): number {
  const known = descriptors.get(path);
  if (known !== undefined) return known;
  const descriptor = openSync(path, "r+");
  descriptors.set(path, descriptor);
  return descriptor;
}

/** Moves the write-ahead log into the database in a thread of its own, which begins with the first need. */
export function openCheckpointer(path: string, door: WriteDoor) {
  let thread: Worker | undefined;
  let busy = false;
  let closed = false;
  let written = 0;
  let timer: NodeJS.Timeout | undefined;

  function start(): Worker {
    const started = new Worker(new URL("./checkpoint-thread.ts", import.meta.url), {
      workerData: { path, descriptor: descriptorOf(path) },
      trackUnmanagedFds: false,
    });
    started.unref();
    started.on("error", () => undefined);
    started.on("message", (message: CheckpointMessage) => {
      if (message === "ask") door.turn(() => finish(started));
      else busy = false;
    });
    started.on("exit", () => {
      thread = undefined;
      busy = false;
    });
    return started;
  }

  function post(message: CheckpointOrder, to: Worker): void {
    to.postMessage(message);
  }

  function finish(asking: Worker): Promise<void> {
    if (thread !== asking) return Promise.resolve();
    return new Promise((resolve) => {
      const end = () => {
        asking.off("message", end);
        asking.off("exit", end);
        resolve();
      };
      asking.on("message", end);
      asking.on("exit", end);
      post("finish", asking);
    });
  }

  function check(): void {
    if (closed || busy || written === 0) return;
    busy = true;
    written = 0;
    thread ??= start();
    post("begin", thread);
  }

  return {
    written(weight: number): void {
      written += weight;
      if (written >= due) check();
      else if (timer) timer.refresh();
      else timer = setTimeout(check, idle).unref();
    },
    async close(): Promise<void> {
      closed = true;
      clearTimeout(timer);
      await thread?.terminate();
    },
  };
}
