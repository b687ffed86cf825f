import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { serve } from "@hono/node-server";
import { inTransaction } from "@tagdeck/api/context";
import { migrateDatabase, openDatabase } from "@tagdeck/api/db/open";
import { createKey } from "@tagdeck/api/keys/service";
import { startApi } from "@tagdeck/api/start";
import { addTag } from "@tagdeck/api/tags/add";
import { openWorkspace } from "@tagdeck/api/workspaces/open-workspace";
import autocannon from "autocannon";
import BetterSqlite from "better-sqlite3";
import { pino } from "pino";

/** The API over a new SQLite file with one workspace (1) of so many contacts and tags, and a key to it. */
export async function openBench({ contacts, tags }: { contacts: number; tags: number }) {
  const folder = mkdtempSync(join(tmpdir(), "tagdeck-bench-"));
  const path = join(folder, "bench.db");
  const options = { url: `file:${path}`, onError: (error: Error) => console.error(error) };
  await migrateDatabase(options);
  const api = startApi({
    database: openDatabase(options),
    mailer: { send: () => Promise.resolve() },
    log: pino({ level: "error" }),
    secret: "a secret that is used for nothing but this",
    publicUrl: "http://127.0.0.1",
    files: { kind: "disk", folder: join(folder, "files") },
    ownOrigins: [],
    trustProxy: false,
    signInsPerMinute: 10,
    panelSessionsPerMinute: 10,
  });
  const { kernel } = api.services;
  await openWorkspace(kernel, { slug: "bench", name: "Bench", timeZone: "UTC" });
  const key = await createKey(kernel, { workspace: "bench", name: "bench", scopes: "all" });
  const scope = { workspaceId: 1, principal: { kind: "system", name: "bench" } } as const;
  await inTransaction(kernel, scope, async (ctx) => {
    for (let i = 1; i <= tags; i += 1) await addTag(ctx, { name: `Tag ${i}` });
  });
  const filler = new BetterSqlite(path);
  filler.exec(`
    with recursive n(i) as (select 1 union all select i + 1 from n where i < ${contacts})
    insert into contact (workspace_id, external_id, name_key, attributes, created_at, updated_at)
    select 1, 'crm:' || i, '', '{}', 0, 0 from n`);
  filler.close();
  return { folder, path, api, key, scope, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

type App = { fetch: (request: Request) => Response | Promise<Response> };

export function listen(app: App): Promise<{ url: string; close(): void }> {
  return new Promise((resolve) => {
    const server = serve({ fetch: app.fetch, hostname: "127.0.0.1", port: 0 }, ({ port }) =>
      resolve({ url: `http://127.0.0.1:${port}`, close: () => void server.close() }),
    );
  });
}

type Load = { key: string; contacts: number; tags: number; connections: number; seconds: number };

/** Applies random tags to random contacts without a pause; latencies in ms. */
export async function applyTags(
  url: string,
  { key, contacts, tags, connections, seconds }: Load,
): Promise<{ rate: number; p50: number; p99: number }> {
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
