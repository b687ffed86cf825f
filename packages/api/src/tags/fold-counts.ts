import type { Logger } from "pino";
import type { Kernel } from "../context.ts";
import * as workspaces from "../workspaces/store.ts";

const interval = 250;

/** Folds count deltas where something changed: on PostgreSQL, where counts are appended. */
export function startFolding({ database }: Kernel, log: Logger): { stop(): Promise<void> } {
  if (database.dialect.name === "sqlite") return { stop: () => Promise.resolve() };
  const dirty = new Set<number>();
  let running: Promise<void> | undefined;
  database.onHint((workspaceId) => dirty.add(workspaceId));
  database
    .read(null, (db) => workspaces.listIds(db))
    .then((ids) => ids.forEach((id) => dirty.add(id)))
    .catch(report);

  const timer = setInterval(() => {
    running ??= fold()
      .catch(report)
      .finally(() => {
        running = undefined;
      });
  }, interval);
  timer.unref();

  async function fold(): Promise<void> {
    for (const id of Array.from(dirty)) {
      dirty.delete(id);
      const folded = await database.write(id, (db) => database.dialect.foldCounts(db, id));
      if (folded > 0) dirty.add(id);
    }
  }
  function report(error: unknown): void {
    log.error({ err: error }, "counts could not be folded; it is tried again");
  }
  return {
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}
