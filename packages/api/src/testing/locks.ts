import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";

/** Resolves when `count` of the database's connections wait for another's lock, at the latest after 3 s. PostgreSQL only. */
export async function waitingForLock(url: string, count = 1): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    for (const end = performance.now() + 3_000; performance.now() < end;) {
      const { rows } = await client.query<{ n: string }>(
        `select count(*) as n from pg_stat_activity
         where datname = current_database() and wait_event_type = 'Lock'`,
      );
      if (Number(rows[0]?.n) >= count) return;
      await pause(2);
    }
  } finally {
    await client.end();
  }
}
