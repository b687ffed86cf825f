import { Counter, Gauge, type Registry } from "prom-client";
import type { Kernel } from "../context.ts";
import type { JobEvent } from "./runner.ts";

/** What `/metrics` says of jobs, and where it hears of it. */
export function createJobMetrics(registry: Registry, { database, now }: Kernel) {
  const registers = [registry];
  new Gauge({
    name: "tagdeck_jobs_waiting",
    help: "Jobs that are due and that nobody has taken, in the whole installation",
    registers,
    async collect() {
      this.set(await database.wakes.waiting(now()).catch(() => Number.NaN));
    },
  });
  const running = new Gauge({
    name: "tagdeck_jobs_running",
    help: "Jobs that this process runs",
    labelNames: ["kind"],
    registers,
  });
  const ended = new Counter({
    name: "tagdeck_jobs_ended_total",
    help: "Runs of jobs in this process by how they ended: done, failed, cancelled, retried, released, lost",
    labelNames: ["kind", "outcome"],
    registers,
  });
  return {
    onEvent({ kind, what }: JobEvent): void {
      if (what === "started") {
        running.inc({ kind });
        return;
      }
      running.dec({ kind });
      ended.inc({ kind, outcome: what });
    },
    onRestart: () => running.reset(),
  };
}
