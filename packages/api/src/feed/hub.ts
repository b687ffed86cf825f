import type { Change } from "../db/dialect.ts";
import type { Kernel } from "../context.ts";

/** How often to look for changes that no hint told of, in ms. */
const pollInterval = 1_000;

export type FeedHub = {
  /** The changes after a cursor; subscribers that stand at the same place share one read. */
  read(workspaceId: number, cursor: string): Promise<{ changes: Change[]; cursor: string }>;
  /** Resolves when the workspace's feed may have grown, or the signal is aborted. */
  grown(workspaceId: number, signal: AbortSignal): Promise<void>;
  close(): void;
};

export function createFeedHub(kernel: Kernel): FeedHub {
  const { database } = kernel;
  const waiting = new Map<number, Set<() => void>>();
  const reads = new Map<string, Promise<{ changes: Change[]; cursor: string }>>();

  function wake(workspaceId: number): void {
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
    read(workspaceId, cursor) {
      const key = `${workspaceId}:${cursor}`;
      const shared = reads.get(key);
      if (shared) return shared;
      const read = database
        .read(workspaceId, (db) => database.dialect.readFeed(db, workspaceId, cursor, 500))
        .finally(() => setImmediate(() => reads.delete(key)));
      reads.set(key, read);
      return read;
    },
    grown(workspaceId, signal) {
      return new Promise((resolve) => {
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
