import type { Db, Wakes } from "./dialect.ts";

/** On SQLite the job's own row is the queue: `wake_at` says when to look at it. */
export function rowWakes(db: Db): Wakes {
  const listeners: (() => void)[] = [];
  return {
    add: () => Promise.resolve(),
    async take(now, limit) {
      const rows = await db
        .selectFrom("job")
        .select(["workspace_id as workspaceId", "id as jobId"])
        .where("wake_at", "<=", now)
        .orderBy("wake_at")
        .limit(limit)
        .execute();
      return rows.map((row) => ({ ...row, ticket: null }));
    },
    settle: () => Promise.resolve(),
    async waiting(now) {
      const row = await db
        .selectFrom("job")
        .select((select) => select.fn.countAll<number>().as("n"))
        .where("wake_at", "<=", now)
        .where("status", "=", "queued")
        .executeTakeFirstOrThrow();
      return row.n;
    },
    hint() {
      for (const listener of listeners) listener();
    },
    onHint: (listener) => void listeners.push(listener),
    tend: () => Promise.resolve(),
  };
}
