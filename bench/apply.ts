import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { serve, type ServerType } from "@hono/node-server";
import { trpcServer } from "@hono/trpc-server";
import { inTransaction } from "@tagdeck/api/context";
import { migrateDatabase, openDatabase } from "@tagdeck/api/db/open";
import { createKey } from "@tagdeck/api/keys/service";
import { startApi } from "@tagdeck/api/start";
import { addTag } from "@tagdeck/api/tags/add";
import { openWorkspace } from "@tagdeck/api/workspaces/open-workspace";
import { initTRPC } from "@trpc/server";
import autocannon from "autocannon";
import BetterSqlite from "better-sqlite3";
import { Hono } from "hono";
import { pino } from "pino";
import { z } from "zod";

const contacts = 100_000;
const tags = 1_000;
const seconds = 6;
const rounds = 3;
const connections = 16;

const folder = mkdtempSync(join(tmpdir(), "tagdeck-bench-"));
const path = join(folder, "bench.db");
const options = { url: `file:${path}`, onError: (error: Error) => console.error(error) };
await migrateDatabase(options);

const database = openDatabase(options);
const api = startApi({
  database,
  mailer: { send: () => Promise.resolve() },
  log: pino({ level: "error" }),
  secret: "a secret that is used for nothing but this",
  publicUrl: "http://127.0.0.1",
  ownOrigins: [],
  trustProxy: false,
  signInsPerMinute: 10,
});
const { kernel } = api.services;
await openWorkspace(kernel, { slug: "bench", name: "Bench", timeZone: "UTC" });
const key = await createKey(kernel, { workspace: "bench", name: "bench", scopes: "all" });
await inTransaction(kernel, { workspaceId: 1, principal: { kind: "system", name: "bench" } }, async (ctx) => {
  for (let i = 1; i <= tags; i += 1) await addTag(ctx, { name: `Tag ${i}` });
});
const filler = new BetterSqlite(path);
filler.exec(`
  with recursive n(i) as (select 1 union all select i + 1 from n where i < ${contacts})
  insert into contact (workspace_id, external_id, name_key, attributes, created_at, updated_at)
  select 1, 'crm:' || i, '', '{}', 0, 0 from n`);
filler.close();

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

const listening = (app: { fetch: (request: Request) => Response | Promise<Response> }) =>
  new Promise<ServerType>((resolve) => {
    const server = serve({ fetch: app.fetch, hostname: "127.0.0.1", port: 0 }, () => resolve(server));
  });
const fullServer = await listening(api.app);
const bareServer = await listening(bareApp);
const urlOf = (server: ServerType, procedure: string) => {
  const address = server.address();
  return `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}/trpc/${procedure}`;
};

async function load(url: string): Promise<{ rate: number; p50: number; p99: number }> {
  const random = (n: number) => 1 + Math.floor(Math.random() * n);
  const result = await autocannon({
    url,
    connections,
    duration: seconds,
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${key}` },
    requests: [
      {
        setupRequest: (request) => ({
          ...request,
          body: JSON.stringify({
            contact: { id: random(contacts) },
            add: [Math.min(random(tags), random(tags))],
          }),
        }),
      },
    ],
  });
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${result.non2xx} refused, ${result.errors} failed`);
  return { rate: result.requests.average, p50: result.latency.p50, p99: result.latency.p99 };
}

const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
const measured = {
  bare: [] as Awaited<ReturnType<typeof load>>[],
  full: [] as Awaited<ReturnType<typeof load>>[],
};
for (let round = 0; round < rounds; round += 1) {
  measured.bare.push(await load(urlOf(bareServer, "change")));
  measured.full.push(await load(urlOf(fullServer, "assignments.change")));
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
rmSync(folder, { recursive: true, force: true });
