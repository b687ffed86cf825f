import { setImmediate as nextTurn, setTimeout as pause } from "node:timers/promises";
import type BetterSqlite from "better-sqlite3";

/** How long a group of requests may work in one transaction, in ms. */
const groupBudget = 10;
/** How long to wait for another process's lock before giving up, in ms. */
const lockPatience = 5_000;

type Job = {
  work: () => Promise<unknown>;
  resolve: (value: unknown) => void;
  reject: (error: unknown) => void;
};

/**
 * The one door for writes: requests that arrive in one event-loop turn share one transaction, a savepoint
 * each, and are answered after its commit. So an fsync serves many, and nobody waits for a lock inside the
 * event loop.
 */
export function openWriteDoor(connection: BetterSqlite.Database) {
  const queue: Job[] = [];
  let open = false;
  const beginGroup = connection.prepare("begin immediate");
  const commitGroup = connection.prepare("commit");
  const savepoint = connection.prepare("savepoint job");
  const release = connection.prepare("release job");
  const rollback = connection.prepare("rollback to job");

  async function begin(): Promise<void> {
    const deadline = performance.now() + lockPatience;
    for (;;) {
      try {
        beginGroup.run();
        return;
      } catch (error) {
        if (!isBusy(error) || performance.now() > deadline) throw error;
        await pause(2);
      }
    }
  }

  async function runGroup(): Promise<void> {
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
      commitGroup.run();
    } catch (error) {
      if (connection.inTransaction) connection.exec("rollback");
      for (const job of group) job.reject(error);
      return;
    }
    for (const answer of answers) answer();
  }

  async function runJob(job: Job): Promise<() => void> {
    savepoint.run();
    let turned = false;
    const turn = setImmediate(() => {
      turned = true;
    });
    try {
      const value = await job.work();
      if (turned) throw new Error("a transaction awaited something other than the database");
      release.run();
      return () => job.resolve(value);
    } catch (error) {
      // A full disk ends the whole transaction, with what the others of the group wrote.
      if (!connection.inTransaction) throw error;
      rollback.run();
      release.run();
      return () => job.reject(error);
    } finally {
      clearImmediate(turn);
    }
  }

  async function work(): Promise<void> {
    open = true;
    while (queue.length > 0) {
      await nextTurn();
      try {
        await runGroup();
      } catch (error) {
        for (const job of queue.splice(0)) job.reject(error);
      }
    }
    open = false;
  }

  return {
    enter<T>(job: () => Promise<T>): Promise<T> {
      return new Promise<T>((resolve, reject) => {
        // safe because the job's own value is what resolve gets
        queue.push({ work: job, resolve: resolve as (value: unknown) => void, reject });
        if (!open) void work();
      });
    },
    /** Resolves when all that entered has been answered. */
    async drained(): Promise<void> {
      while (open) await nextTurn();
    },
  };
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && "code" in error && String(error.code).startsWith("SQLITE_BUSY");
}
