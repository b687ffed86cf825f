import { Cron } from "croner";
import { inTransaction, type Kernel } from "../context.ts";
import type { Db } from "../db/dialect.ts";
import * as workspaces from "../workspaces/store.ts";
import type { JobSchedule } from "./job.ts";
import { enqueueJob } from "./service.ts";

/** How long a process has to make the jobs of all workspaces before another does, in ms. */
const lease = 60_000;

const principal = { kind: "system", name: "jobs" } as const;

/** Makes the jobs of schedules that are due, once for the whole installation. Called each moment. */
export function keepSchedules(kernel: Kernel, schedules: readonly JobSchedule[]): () => Promise<void> {
  const { database } = kernel;
  return async () => {
    const rows = await database.read(null, (db) => db.selectFrom("job_schedule").selectAll().execute());
    const known = new Map(rows.map((row) => [row.name, row]));
    for (const schedule of schedules) {
      const row = known.get(schedule.kind.name);
      if (row?.cron === schedule.cron && Math.max(row.next_at, row.lease_until) > kernel.now()) continue;
      if (await database.write(null, (db) => take(db, schedule, kernel.now()))) await makeJobs(schedule);
    }
  };

  async function makeJobs({ kind, cron }: JobSchedule): Promise<void> {
    for (const workspaceId of await database.read(null, (db) => workspaces.listIds(db))) {
      await inTransaction(kernel, { workspaceId, principal }, (ctx) =>
        enqueueJob(ctx, kind, {}, { key: "schedule" }),
      );
    }
    await database.write(null, (db) =>
      db
        .updateTable("job_schedule")
        .set({ next_at: nextAfter(cron, kernel.now()), lease_until: 0 })
        .where("name", "=", kind.name)
        .execute(),
    );
  }
}

/** Whether this process is the one that makes the jobs now. A schedule that is new or changed waits for its time. */
async function take(db: Db, { kind, cron }: JobSchedule, now: number): Promise<boolean> {
  const next_at = nextAfter(cron, now);
  await db
    .insertInto("job_schedule")
    .values({ name: kind.name, cron, next_at, lease_until: 0 })
    .onConflict((conflict) =>
      conflict.column("name").doUpdateSet({ cron, next_at }).where("job_schedule.cron", "!=", cron),
    )
    .execute();
  const taken = await db
    .updateTable("job_schedule")
    .set({ lease_until: now + lease })
    .where("name", "=", kind.name)
    .where("next_at", "<=", now)
    .where("lease_until", "<=", now)
    .returning("name")
    .execute();
  return taken.length > 0;
}

function nextAfter(cron: string, now: number): number {
  const next = new Cron(cron, { paused: true }).nextRun(new Date(now));
  if (!next) throw new Error(`the schedule ${cron} never comes`);
  return next.getTime();
}
