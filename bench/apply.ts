import { join } from "node:path";
import { trpcServer } from "@hono/trpc-server";
import { initTRPC } from "@trpc/server";
import BetterSqlite from "better-sqlite3";
import { Hono } from "hono";
import { z } from "zod";
import { applyTags, listen, openBench } from "./load.ts";

const contacts = 100_000;
const tags = 1_000;
const seconds = 6;
const rounds = 3;
const connections = 16;

const { folder, api, key, remove } = await openBench({ contacts, tags });

// The least an endpoint can do and still keep one assignment: the same HTTP and tRPC, one prepared insert.
const bareDb = new BetterSqlite(join(folder, "bare.db"));
bareDb.pragma("journal_mode = wal");
bareDb.pragma("synchronous = full");
bareDb.exec(
  "create table contact_tag (tag integer, contact integer, at integer, primary key (tag, contact)) without rowid",
);
const insert = bareDb.prepare("insert into contact_tag values (?, ?, ?) on conflict do nothing");
const t = initTRPC.create();
const Input = z.object({ contact: z.object({ id: z.int() }), add: z.array(z.int()) });
const bareRouter = t.router({
  change: t.procedure.input(Input).mutation(({ input }) => {
    insert.run(input.add[0], input.contact.id, Date.now());
    return { ok: true };
  }),
});
const bareApp = new Hono().use("/trpc/*", trpcServer({ router: bareRouter }));

const fullServer = await listen(api.app);
const bareServer = await listen(bareApp);
const load = (url: string) => applyTags(url, { key, contacts, tags, connections, seconds });

const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
const measured = {
  bare: [] as Awaited<ReturnType<typeof load>>[],
  full: [] as Awaited<ReturnType<typeof load>>[],
};
for (let round = 0; round < rounds; round += 1) {
  measured.bare.push(await load(`${bareServer.url}/trpc/change`));
  measured.full.push(await load(`${fullServer.url}/trpc/assignments.change`));
}
for (const [name, runs] of Object.entries(measured)) {
  const [rate, p50, p99] = (["rate", "p50", "p99"] as const).map((field) =>
    median(runs.map((run) => run[field])),
  );
  console.log(`${name.padEnd(5)} ${Math.round(rate ?? 0)}/s  p50 ${p50} ms  p99 ${p99} ms`);
}
const ratio = median(measured.bare.map(({ rate }) => rate)) / median(measured.full.map(({ rate }) => rate));
console.log(`bare is ${ratio.toFixed(2)} times as fast`);

api.close();
fullServer.close();
bareServer.close();
await api.stop();
bareDb.close();
remove();
