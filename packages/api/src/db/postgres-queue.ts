import pg from "pg";
import type { Db as BossDb } from "pg-boss";
import type { Wakes } from "./dialect.ts";

const schema = "pgboss";
const queue = "jobs";
const channel = "tagdeck_jobs";

/** Without what needs to own the tables, and without what is not used: its schedules and its registry. */
const settings = {
  schema,
  schedule: false,
  supervise: false,
  registerInstance: false,
  reindex: false,
  monitorVacuum: false,
} as const;

/** What the program's role needs of pg-boss's tables. */
const grants = {
  version: "select",
  queue: "select, update",
  job: "select, insert, update, delete",
  job_common: "select, insert, update, delete",
};

/** Makes pg-boss's tables, or brings them to its version, as their owner. Safe when several processes do it at once. */
export async function installQueue(directUrl: string, role: string): Promise<void> {
  const client = new pg.Client({ connectionString: directUrl, application_name: "tagdeck-migrate" });
  client.on("error", () => undefined);
  await client.connect();
  try {
    await client.query("select pg_advisory_lock(hashtext('tagdeck-queue'))");
    const { boss } = await startBoss({ db: over(client) });
    // A wake-up is only held while its job is being claimed; a job may wait for as long as it likes.
    const options = { expireInSeconds: 60, retryLimit: 1_000, retentionSeconds: 365 * 86_400 };
    if (await boss.getQueue(queue)) await boss.updateQueue(queue, options);
    else await boss.createQueue(queue, options);
    await boss.stop({ graceful: false });
    await client.query(`grant usage on schema ${schema} to ${role}`);
    for (const [table, rights] of Object.entries(grants)) {
      await client.query(`grant ${rights} on ${schema}.${table} to ${role}`);
    }
  } finally {
    await client.end();
  }
}

type Listening = { onNotice(channel: string, listener: () => void): void };

/** The queue of jobs on PostgreSQL: pg-boss, in the program's own connections and transactions. */
export function openQueue(
  pool: pg.Pool,
  listening: Listening,
  onError: (error: Error) => void,
): { wakes: Wakes; close(): Promise<void> } {
  let started: ReturnType<typeof startBoss> | undefined;
  const start = () =>
    (started ??= startBoss({ migrate: false, db: over(pool) }, onError).catch((error: unknown) => {
      started = undefined;
      throw error;
    }));
  const listeners: (() => void)[] = [];
  const wake = () => {
    for (const listener of listeners) listener();
  };
  listening.onNotice(channel, wake);

  const wakes: Wakes = {
    async add(db, { workspaceId, jobId }, delay) {
      const { boss, fromKysely } = await start();
      const later = delay > 0 ? { startAfter: new Date(Date.now() + delay) } : {};
      await boss.send(queue, { workspaceId, jobId }, { ...later, db: fromKysely(db) });
    },
    async take(_now, limit) {
      const { boss } = await start();
      const taken = await boss.fetch<{ workspaceId: number; jobId: number }>(queue, { batchSize: limit });
      return taken.map(({ id, data }) => ({ ...data, ticket: id }));
    },
    async settle(db, { ticket }) {
      const { boss, fromKysely } = await start();
      if (ticket !== null) await boss.deleteJob(queue, ticket, { db: fromKysely(db) });
    },
    async waiting() {
      const { rows } = await pool.query<{ n: number }>(
        `select count(*) as n from ${schema}.job_common
         where name = $1 and state < 'active' and start_after <= now()`,
        [queue],
      );
      return rows[0]?.n ?? 0;
    },
    hint() {
      wake();
      pool.query("select pg_notify($1, '')", [channel]).catch(onError);
    },
    onHint: (listener) => void listeners.push(listener),
    async tend() {
      const { boss } = await start();
      await boss.supervise(queue);
    },
  };
  return {
    wakes,
    async close() {
      const running = await started?.catch(() => undefined);
      await running?.boss.stop({ graceful: false, close: false });
    },
  };
}

/** Loaded with the first need: on SQLite there is none. */
async function startBoss(
  options: { db: BossDb; migrate?: boolean },
  onError: (error: Error) => void = ignore,
) {
  const { fromKysely, PgBoss } = await import("pg-boss");
  const boss = new PgBoss({ ...settings, ...options });
  boss.on("error", onError);
  await boss.start();
  return { boss, fromKysely };
}

function ignore(): void {
  // what fails is thrown besides
}

function over(connection: pg.Pool | pg.Client): BossDb {
  return { executeSql: (text, values) => connection.query(text, values) };
}
