import type { Logger } from "pino";
import { inTransaction, type Kernel } from "./context.ts";
import { feedRetention } from "./feed/position.ts";
import * as feed from "./feed/store.ts";
import * as workspaces from "./workspaces/store.ts";

const foldInterval = 250;
const trimInterval = 10 * 60_000;
const trimRows = 500;

const principal = { kind: "system", name: "maintenance" } as const;

/** Folds count deltas where something changed, and trims the feed. */
export function startMaintenance(kernel: Kernel, log: Logger): { stop(): Promise<void> } {
  const { database } = kernel;
  const dirty = new Set<number>();
  database.onHint((workspaceId) => dirty.add(workspaceId));
  void allWorkspaces().then((ids) => ids.forEach((id) => dirty.add(id)), report);

  const fold = every(foldInterval, async () => {
    for (const id of Array.from(dirty)) {
      dirty.delete(id);
      const folded = await database.write(id, (db) => database.dialect.foldCounts(db, id));
      if (folded > 0) dirty.add(id);
    }
  });
  const trim = every(trimInterval, async () => {
    for (const workspaceId of await allWorkspaces()) {
      let trimmed: number;
      do {
        trimmed = await inTransaction(kernel, { workspaceId, principal }, (ctx) =>
          feed.trim(ctx, ctx.now - feedRetention, trimRows),
        );
      } while (trimmed === trimRows);
    }
  });

  function allWorkspaces(): Promise<number[]> {
    return database.read(null, (db) => workspaces.listIds(db));
  }
  function report(error: unknown): void {
    log.error({ err: error }, "maintenance failed; it is tried again");
  }
  function every(ms: number, task: () => Promise<void>): { stop(): Promise<void> } {
    let running = Promise.resolve();
    let busy = false;
    const timer = setInterval(() => {
      if (busy) return;
      busy = true;
      running = task()
        .catch(report)
        .finally(() => {
          busy = false;
        });
    }, ms);
    timer.unref();
    return {
      async stop() {
        clearInterval(timer);
        await running;
      },
    };
  }
  return {
    async stop() {
      await Promise.all([fold.stop(), trim.stop()]);
    },
  };
}
