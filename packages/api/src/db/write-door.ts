import { setImmediate as nextTurn, setTimeout as pause } from "node:timers/promises";
import type BetterSqlite from "better-sqlite3";

/** How long a group of requests may work in one transaction, in ms. */
export const groupBudget = 10;
/** How long a worker may write in its turn, in ms; longer when no request has come for a second. */
const turnBudget = { busy: 10, quiet: 25 };
/** How long to wait for another process's lock before giving up, in ms. */
const lockPatience = 5_000;

/** Ended once it is committed or taken back: nothing of it may run any more. */
export type Transaction = { ended: boolean };

type Job = {
  work: (transaction: Transaction) => Promise<unknown>;
  resolve: (value: unknown) => void;
  reject: (error: unknown) => void;
};

export type WriteDoor = ReturnType<typeof openWriteDoor>;

/**
 * The one door for writes: requests that arrive in one event-loop turn share one transaction, a savepoint
 * each, and are answered after its commit. So an fsync serves many, and nobody waits for a lock inside the
 * event loop. Threads that write have turns in between, one at a time, and requests that wait come first.
 */
export function openWriteDoor(connection: BetterSqlite.Database, onWritten: () => void = () => undefined) {
  const queue: Job[] = [];
  const turns: ((budget: number) => Promise<void>)[] = [];
  let open = false;
  let lastEntered = -Infinity;
  const { begin, commit } = transactionsOn(connection);
  const savepoint = connection.prepare("savepoint job");
  const release = connection.prepare("release job");
  const rollback = connection.prepare("rollback to job");

  /** Returns how many it took from the queue. */
  async function runGroup(): Promise<number> {
    await begin();
    const answers: (() => void)[] = [];
    const group: Job[] = [];
    try {
      const end = performance.now() + groupBudget;
      do {
        const job = queue.shift();
        if (!job) break;
        group.push(job);
        answers.push(await runJob(job));
      } while (performance.now() < end);
      commit();
    } catch (error) {
      if (connection.inTransaction) connection.exec("rollback");
      for (const job of group) job.reject(error);
      return group.length;
    }
    onWritten();
    for (const answer of answers) answer();
    return group.length;
  }

  async function runJob(job: Job): Promise<() => void> {
    savepoint.run();
    try {
      const value = await withinOneTurn(job.work);
      release.run();
      return () => job.resolve(value);
    } catch (error) {
      // A full disk ends the whole transaction, with what the others of the group wrote.
      if (!connection.inTransaction) throw error;
      rollback.run();
      release.run();
      return () => job.reject(error);
    }
  }

  async function work(): Promise<void> {
    open = true;
    while (queue.length > 0 || turns.length > 0) {
      await nextTurn();
      // All that waits by now goes before the next thread's turn, but what comes meanwhile does not.
      for (let waiting = queue.length; waiting > 0 && queue.length > 0;) {
        try {
          waiting -= await runGroup();
        } catch (error) {
          for (const job of queue.splice(0)) job.reject(error);
        }
        if (waiting > 0) await nextTurn();
      }
      const quiet = performance.now() - lastEntered > 1_000;
      await turns.shift()?.(quiet ? turnBudget.quiet : turnBudget.busy);
    }
    open = false;
  }

  return {
    enter<T>(job: (transaction: Transaction) => Promise<T>): Promise<T> {
      lastEntered = performance.now();
      return new Promise<T>((resolve, reject) => {
        // safe because the job's own value is what resolve gets
        queue.push({ work: job, resolve: resolve as (value: unknown) => void, reject });
        if (!open) void work();
      });
    },
    /** Lets another connection write, for about `budget` ms, until `use` settles; nothing else is written meanwhile. */
    turn(use: (budget: number) => Promise<void>): void {
      turns.push((budget) => use(budget).catch(() => undefined));
      if (!open) void work();
    },
    /** Resolves when all that entered has been answered. */
    async drained(): Promise<void> {
      while (open) await nextTurn();
    },
  };
}

/** Begins and commits on a connection that waits for other processes outside of the event loop. */
export function transactionsOn(connection: BetterSqlite.Database) {
  const beginning = connection.prepare("begin immediate");
  const committing = connection.prepare("commit");
  return {
    async begin(): Promise<void> {
      const deadline = performance.now() + lockPatience;
      for (;;) {
        try {
          beginning.run();
          return;
        } catch (error) {
          if (!isBusy(error) || performance.now() > deadline) throw error;
          await pause(2);
        }
      }
    },
    commit: () => void committing.run(),
  };
}

/**
 * Runs what awaits only the database, which answers within the same turn of the event loop. What awaits
 * anything else is given up at the turn's end, and may not touch the transaction any more.
 */
export async function withinOneTurn<T>(work: (transaction: Transaction) => Promise<T>): Promise<T> {
  const transaction: Transaction = { ended: false };
  let watch: NodeJS.Immediate | undefined;
  const turned = new Promise<never>((_, reject) => {
    watch = setImmediate(() => reject(new Error("a transaction awaited something other than the database")));
  });
  try {
    return await Promise.race([work(transaction), turned]);
  } finally {
    transaction.ended = true;
    clearImmediate(watch);
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && "code" in error && String(error.code).startsWith("SQLITE_BUSY");
}
