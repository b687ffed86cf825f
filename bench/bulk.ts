import { monitorEventLoopDelay } from "node:perf_hooks";
import { setTimeout as pause } from "node:timers/promises";
import { bulkProgress } from "@tagdeck/api/bulk/progress";
import { startBulk } from "@tagdeck/api/bulk/start";
import { type Context, inTransaction, inWorkspace } from "@tagdeck/api/context";
import { startJobs } from "@tagdeck/api/jobs/start";
import { undoOperation } from "@tagdeck/api/operations/service";
import { CountContacts } from "@tagdeck/core/contacts/inputs";
import { pino } from "pino";
import { openBench } from "./load.ts";

// Two tags for 100,000 contacts as one operation, and its undo, on SQLite: how quick the thread is, and whether the
// server's event loop is free meanwhile.
const contacts = 100_000;
const { api, folder, scope, remove } = await openBench({ contacts, tags: 1_000 });
const { kernel } = api.services;
const read = <T>(work: (ctx: Context) => Promise<T>) => inWorkspace(kernel, scope, work);
const write = <T>(work: (ctx: Context) => Promise<T>) => inTransaction(kernel, scope, work);
const jobs = await startJobs({
  kernel,
  log: pino({ level: "error" }),
  settings: { publicUrl: "", files: { kind: "disk", folder } },
});
const delay = monitorEventLoopDelay({ resolution: 1 });

async function measure(name: string, ask: () => Promise<number>): Promise<void> {
  delay.reset();
  delay.enable();
  const from = performance.now();
  const operationId = await ask();
  const answered = performance.now() - from;
  for (;;) {
    const { status } = await read((ctx) => bulkProgress(ctx, { operationId }));
    if (status === "failed") throw new Error(`${name} failed`);
    if (status === "done") break;
    await pause(20);
  }
  delay.disable();
  const seconds = (performance.now() - from) / 1_000;
  console.log(
    `${name.padEnd(6)} ${Math.round(contacts / seconds)} contacts/s (${seconds.toFixed(1)} s), answered after ` +
      `${answered.toFixed(0)} ms, event loop blocked at most ${(delay.max / 1e6).toFixed(0)} ms, ` +
      `p99 ${(delay.percentile(99) / 1e6).toFixed(1)} ms`,
  );
}

for (let round = 0; round < 3; round += 1) {
  let id = 0;
  const target = { filter: CountContacts.parse({}), except: [] };
  const add = [round * 2 + 1, round * 2 + 2];
  await measure("change", async () => {
    const started = await startBulk({ read, write }, { target, add, remove: [], expectedCount: contacts });
    id = started.operationId;
    return id;
  });
  await measure("undo", async () => {
    await write((ctx) => undoOperation(ctx, { id }));
    return id;
  });
}
await jobs.stop();
await api.stop();
remove();
