import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { setTimeout as pause } from "node:timers/promises";
import { inTransaction } from "@tagdeck/api/context";
import { enqueueJob } from "@tagdeck/api/jobs/service";
import { startJobs } from "@tagdeck/api/jobs/start";
import { pino } from "pino";
import { fillJob } from "./job-kinds.ts";
import { applyTags, listen, openBench } from "./load.ts";

const contacts = 100_000;
const tags = 1_000;
const connections = 16;
const seconds = 6;
const rounds = 3;

type Order = "start" | "stop" | "measure" | "measured" | "end";
type Ready = { url: string; key: string };
type Measured = { block: number; loop99: number; written: number };

if (process.send) await serveBench();
else await measureAll();

/** The server, in a process of its own, so that only its own event loop is measured. */
async function serveBench(): Promise<void> {
  const { api, folder, key, scope, remove } = await openBench({ contacts, tags });
  const { kernel } = api.services;
  const server = await listen(api.app);
  const delay = monitorEventLoopDelay({ resolution: 1 });
  let jobs: Awaited<ReturnType<typeof startJobs>> | undefined;
  let from = 0;

  const written = async () => {
    const rows = await kernel.database.read(1, (db) => db.selectFrom("job").select("done").execute());
    return rows.reduce((sum, { done }) => sum + done, 0);
  };
  const orders: Record<Order, () => Promise<unknown>> = {
    async start() {
      await inTransaction(kernel, scope, (ctx) => enqueueJob(ctx, fillJob, { tags }, { key: "only" }));
      const registry = new URL("./job-kinds.ts", import.meta.url).href;
      jobs = await startJobs({
        kernel,
        log: pino({ level: "error" }),
        settings: { publicUrl: "", files: { kind: "disk", folder } },
        registry,
      });
      const before = await written();
      while ((await written()) === before) await pause(50);
    },
    stop: async () => jobs?.stop(),
    async measure() {
      from = await written();
      delay.reset();
      delay.enable();
    },
    async measured(): Promise<Measured> {
      delay.disable();
      const made = (await written()) - from;
      return { block: delay.max / 1e6, loop99: delay.percentile(99) / 1e6, written: made };
    },
    async end() {
      server.close();
      await api.stop();
      remove();
    },
  };
  process.on("message", async (order: Order) => {
    const value = await orders[order]();
    if (order === "end") process.disconnect();
    else process.send?.(value ?? null);
  });
  process.send?.({ url: server.url, key } satisfies Ready);
}

async function measureAll(): Promise<void> {
  const child = fork(import.meta.filename);
  // safe because only this file answers
  const ready = (await answered(child)) as Ready;
  const rows: Record<"without" | "with", Awaited<ReturnType<typeof measure>>[]> = { without: [], with: [] };
  await measure(child, ready);
  for (let round = 0; round < rounds; round += 1) {
    rows.without.push(await measure(child, ready));
    await ask(child, "start");
    rows.with.push(await measure(child, ready));
    await ask(child, "stop");
  }
  for (const [name, runs] of Object.entries(rows)) {
    const of = (field: keyof (typeof runs)[number]) => median(runs.map((run) => run[field]));
    const most = Math.max(...runs.map(({ block }) => block));
    console.log(
      `${name.padEnd(8)} ${Math.round(of("rate"))} applies/s  p50 ${of("p50")} ms  p99 ${of("p99")} ms  ` +
        `event loop blocked at most ${most.toFixed(0)} ms, p99 ${of("loop99").toFixed(1)} ms  ` +
        `worker ${Math.round(of("written") / seconds)} contacts/s`,
    );
  }
  child.send("end" satisfies Order);
}

async function measure(child: ChildProcess, { url, key }: Ready) {
  await ask(child, "measure");
  const load = { key, contacts, tags, connections, seconds };
  const requests = await applyTags(`${url}/trpc/assignments.change`, load);
  // safe because this is what the order answers
  return { ...requests, ...((await ask(child, "measured")) as Measured) };
}

function ask(child: ChildProcess, order: Order): Promise<unknown> {
  child.send(order);
  return answered(child);
}

async function answered(child: ChildProcess): Promise<unknown> {
  const [value] = await once(child, "message");
  return value;
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
