import { DomainError } from "@tagdeck/core/errors";
import type { Context, Scope } from "../context.ts";
import type { DatabaseHandle, Thread } from "../db/dialect.ts";

/**
 * A read that may touch more than 10,000 rows: on SQLite a thread does it, so that nobody else waits.
 * Input and output are plain data. Call it by `ctx.readHeavy`; it does not check permissions.
 */
export type HeavyRead<Input, Output> = {
  readonly name: string;
  run(ctx: Context, input: Input): Promise<Output>;
};

export type HeavyReadRegistry = { heavyReads: readonly HeavyRead<unknown, unknown>[] };

export type ReadOrder = { id: number; scope: Scope; now: number; name: string; input: unknown };
export type ReadAnswer =
  | { id: number; value: unknown }
  | { id: number; refused: Pick<DomainError, "code" | "details"> }
  | { id: number; failed: string };
export type ReadThreadData = { registry: string | undefined };

export type HeavyReads = (order: Omit<ReadOrder, "id">) => Promise<unknown>;

/** Has heavy reads done by a thread, which begins with the first; null where queries hold up nobody. */
export function openHeavyReads(database: DatabaseHandle, registry?: string): HeavyReads | null {
  const { startThread } = database;
  if (!startThread) return null;
  const open = new Map<number, PromiseWithResolvers<unknown>>();
  let thread: Thread | undefined;
  let id = 0;

  function answered(answer: ReadAnswer): void {
    const waiting = open.get(answer.id);
    open.delete(answer.id);
    if ("value" in answer) waiting?.resolve(answer.value);
    else if ("failed" in answer) waiting?.reject(new Error(answer.failed));
    else waiting?.reject(new DomainError(answer.refused.code, answer.refused.details));
  }

  return (order) => {
    thread ??= startThread({
      entry: new URL("./thread.ts", import.meta.url),
      data: { registry } satisfies ReadThreadData,
      // safe because reads/thread.ts says nothing else
      onMessage: (message) => answered(message as ReadAnswer),
      onFault(error) {
        for (const { reject } of open.values()) reject(error);
        open.clear();
      },
    });
    id += 1;
    const waiting = Promise.withResolvers<unknown>();
    open.set(id, waiting);
    thread.post({ id, ...order } satisfies ReadOrder);
    return waiting.promise;
  };
}
