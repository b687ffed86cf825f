import { setTimeout as pause } from "node:timers/promises";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { type Context, inTransaction, inWorkspace } from "@tagdeck/api/context";
import { startJobs } from "@tagdeck/api/jobs/start";
import { mergeTags } from "@tagdeck/api/merges/merge";
import { previewMerge } from "@tagdeck/api/merges/preview";
import { listOperations } from "@tagdeck/api/operations/list";
import { undoOperation } from "@tagdeck/api/operations/service";
import { findDrift } from "@tagdeck/api/tags/count-drift";
import { deleteTag } from "@tagdeck/api/tags/service";
import * as tags from "@tagdeck/api/tags/store";
import { changeTags } from "@tagdeck/api/assignments/service";
import BetterSqlite from "better-sqlite3";
import { pino } from "pino";
import { openBench } from "./load.ts";

// Tag 1 on 400,000 contacts, tag 2 on 300,000, both on 100,000: deleted, merged and restored, while others apply tags.
const [contacts, first, second, both] = [600_000, 400_000, 300_000, 100_000];
const [a, b, other] = [1, 2, 3];

const { api, folder, path, scope, remove } = await openBench({ contacts, tags: 10 });
const { kernel } = api.services;
const filler = new BetterSqlite(path);
const give = (tag: number, from: number, n: number) =>
  filler.exec(`
    with recursive n(i) as (select ${from} union all select i + 1 from n where i < ${from + n - 1})
    insert into contact_tag (workspace_id, tag_id, contact_id, first_at, last_at, expiry)
    select 1, ${tag}, i, i, i, 0 from n;
    insert into tag_count (workspace_id, tag_id, expires_at, n) values (1, ${tag}, 0, ${n})
    on conflict do update set n = n + excluded.n`);
give(a, 1, first);
give(b, first - both + 1, second);
filler.close();
const jobs = await startJobs({
  kernel,
  log: pino({ level: "error" }),
  settings: { publicUrl: "", files: { kind: "disk", folder } },
});

const read = <T>(work: (ctx: Context) => Promise<T>) => inWorkspace(kernel, scope, work);
const write = <T>(work: (ctx: Context) => Promise<T>) => inTransaction(kernel, scope, work);
async function timed<T>(name: string, work: () => Promise<T>): Promise<T> {
  const from = performance.now();
  const value = await work();
  console.log(`${name.padEnd(44)} ${(performance.now() - from).toFixed(1).padStart(8)} ms`);
  return value;
}

/** What others wait for one change while `work` goes on, without a pause between them. */
async function beside(name: string, work: () => Promise<unknown>): Promise<void> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  const waits: number[] = [];
  let on = true;
  const others = (async () => {
    while (on) {
      const id = 1 + Math.floor(Math.random() * contacts);
      const from = performance.now();
      await write((ctx) => changeTags(ctx, { contact: { id }, add: [other], remove: [] }));
      waits.push(performance.now() - from);
      await pause(2);
    }
  })();
  delay.enable();
  const from = performance.now();
  await work();
  const took = performance.now() - from;
  delay.disable();
  on = false;
  await others;
  waits.sort((x, y) => x - y);
  const at = (share: number) => (waits[Math.floor(waits.length * share)] ?? 0).toFixed(1);
  console.log(
    `${name.padEnd(44)} ${took.toFixed(0).padStart(8)} ms; others' changes p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, ` +
      `at most ${at(0.9999)} ms; event loop blocked at most ${(delay.max / 1e6).toFixed(0)} ms`,
  );
}

async function background(id: number): Promise<void> {
  for (;;) {
    const { items } = await read((ctx) => listOperations(ctx, { limit: 5 }));
    const progress = items.find((item) => item.id === id)?.progress;
    if (progress?.status === "done") return;
    if (progress?.status === "failed") throw new Error("the job failed");
    await pause(20);
  }
}
const counts = async () => {
  const found = await read((ctx) => tags.counts(ctx, [a, b]));
  return `${found.get(a)} and ${found.get(b)}`;
};

const { operationId: deleted } = await timed("delete a tag of 400,000", () =>
  write((ctx) => deleteTag(ctx, { id: a })),
);
await timed("restore it", () => write((ctx) => undoOperation(ctx, { id: deleted })));
await read((ctx) => previewMerge(ctx, { ids: [b], into: other }));
const input = { ids: [a], into: b };
await beside("preview of the merge", () => read((ctx) => previewMerge(ctx, input)));
const { operationId } = await timed("merge after its preview", () => mergeTags({ read, write }, input));
console.log(`counts at once: ${await counts()}`);
await beside("the assignments move", () => background(operationId));
console.log(
  `counts after: ${await counts()}, drift ${JSON.stringify(await read((ctx) => findDrift(ctx, 1, 9)))}`,
);
await timed("undo of the merge", () => write((ctx) => undoOperation(ctx, { id: operationId })));
console.log(`counts at once: ${await counts()}`);
await beside("the assignments move back", () => background(operationId));
console.log(
  `counts after: ${await counts()}, drift ${JSON.stringify(await read((ctx) => findDrift(ctx, 1, 9)))}`,
);
await timed("merge without a preview", () => mergeTags({ read, write }, { ids: [a, b], into: other }));

await jobs.stop();
await api.stop();
remove();
