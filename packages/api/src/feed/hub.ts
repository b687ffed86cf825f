import type { Change } from "../db/dialect.ts";
import type { Kernel } from "../context.ts";

/** How often to look for changes that no hint told of, in ms. */
const pollInterval = 1_000;

export type FeedHub = {
  /** The changes after a cursor; subscribers that stand at the same place share one read. */
  read(workspaceId: number, cursor: string): Promise<{ changes: Change[]; cursor: string }>;
  /** Says how often the workspace's feed has grown, as far as is known: asked before a read, for `grown` after it. */
  mark(workspaceId: number): number;
  /** Resolves when the workspace's feed may have grown since the mark, or the signal is aborted. */
  grown(workspaceId: number, mark: number, signal: AbortSignal): Promise<void>;
  close(): void;
};

export function createFeedHub(kernel: Kernel): FeedHub {
  const { database } = kernel;
  const waiting = new Map<number, Set<() => void>>();
  const marks = new Map<number, number>();
  const reads = new Map<string, Promise<{ changes: Change[]; cursor: string }>>();

  function mark(workspaceId: number): number {
    return marks.get(workspaceId) ?? 0;
  }
  function wake(workspaceId: number): void {
    marks.set(workspaceId, mark(workspaceId) + 1);
    const sleepers = waiting.get(workspaceId);
    if (!sleepers) return;
    waiting.delete(workspaceId);
    for (const wakeUp of sleepers) wakeUp();
  }
  database.onHint(wake);
  const poll = setInterval(() => {
    for (const workspaceId of waiting.keys()) wake(workspaceId);
  }, pollInterval);
  poll.unref();

  return {
    mark,
    read(workspaceId, cursor) {
      // A read from before the feed grew does not serve who heard of it.
      const key = `${workspaceId}:${cursor}:${mark(workspaceId)}`;
      const shared = reads.get(key);
      if (shared) return shared;
      const read = database
        .read(workspaceId, (db) => database.dialect.readFeed(db, workspaceId, cursor, 500))
        .finally(() => setImmediate(() => reads.delete(key)));
      reads.set(key, read);
      return read;
    },
    grown(workspaceId, since, signal) {
      return new Promise((resolve) => {
        if (mark(workspaceId) !== since) {
          resolve();
          return;
        }
        const sleepers = waiting.get(workspaceId) ?? new Set();
        waiting.set(workspaceId, sleepers);
        const wakeUp = () => {
          signal.removeEventListener("abort", wakeUp);
          sleepers.delete(wakeUp);
          resolve();
        };
        sleepers.add(wakeUp);
        signal.addEventListener("abort", wakeUp);
        if (signal.aborted) wakeUp();
      });
    },
    close: () => clearInterval(poll),
  };
}
