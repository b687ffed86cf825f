import { Kysely, PostgresDialect, sql } from "kysely";
import { DomainError } from "@tagdeck/core/errors";
import pg from "pg";
import type { Change, Db, DatabaseHandle, Dialect } from "./dialect.ts";
import { openQueue } from "./postgres-queue.ts";
import { rowsBy } from "./rows.ts";
import type { Database } from "./schema.ts";

/** The role the program works as: it owns nothing and cannot step around row-level security. */
export const appRole = "tagdeck_app";

const channel = "tagdeck_feed";

/** For how long, in ms, work that can be cut into parts may keep its rows locked. */
const writeBudget = 50;

/** A cursor of the feed: transaction id and id. */
const place = /^\d{1,20}\.\d{1,16}$/;

export const postgres: Dialect = {
  name: "postgres",
  forUpdate: (query) => query.forUpdate(),
  keep: (query) => query.forKeyShare(),
  rows: rowsBy((json) => sql`json_array_elements(${json}::json)`),

  // Appended, never updated: a hot tag's counter row would make every apply wait for the one before it.
  async addCounts(db, workspaceId, deltas) {
    if (deltas.length === 0) return;
    const rows = deltas.map(({ tagId, expiresAt, n }) => sql`(${workspaceId}, ${tagId}, ${expiresAt}, ${n})`);
    await sql`insert into tag_count_delta (workspace_id, tag_id, expires_at, n) values ${sql.join(rows)}`.execute(
      db,
    );
  },

  async foldCounts(db, workspaceId) {
    const { rows } = await sql<{ folded: number }>`
      with gone as (
        delete from tag_count_delta where (workspace_id, id) in (
          select workspace_id, id from tag_count_delta where workspace_id = ${workspaceId}
          order by id limit 20000 for update skip locked
        ) returning workspace_id, tag_id, expires_at, n
      ), folded as (
        insert into tag_count (workspace_id, tag_id, expires_at, n)
        select workspace_id, tag_id, expires_at, sum(n) from gone group by 1, 2, 3 order by 1, 2, 3
        on conflict (workspace_id, tag_id, expires_at) do update set n = tag_count.n + excluded.n
      )
      select count(*) as folded from gone`.execute(db);
    return rows[0]?.folded ?? 0;
  },

  async snapshot(db) {
    const { rows } = await sql<{ seen: string }>`select pg_current_snapshot()::text as seen`.execute(db);
    return rows[0]?.seen ?? "";
  },

  async changedSince(db, workspaceId, snapshot, tagIds, limit) {
    const { rows } = await sql<{ id: number; tagId: number; contactId: number }>`
      select id, tag_id as "tagId", contact_id as "contactId" from change
      where workspace_id = ${workspaceId} and txid >= pg_snapshot_xmin(${snapshot}::pg_snapshot)
        and not pg_visible_in_snapshot(txid, ${snapshot}::pg_snapshot)
        and kind = 'assignment' and tag_id = any(${[...tagIds]}::bigint[])
      order by id limit ${limit}`.execute(db);
    return rows;
  },

  // Ids commit out of order. All transactions below xmin have ended, so nothing can appear below it any more.
  async feedHead(db) {
    const { rows } = await sql<{ xmin: string }>`
      select pg_snapshot_xmin(pg_current_snapshot())::text as xmin`.execute(db);
    return `${rows[0]?.xmin ?? "0"}.0`;
  },

  // A dump that is restored in another server meets lower transaction ids than those it was followed by.
  async feedGoesOn(db, _workspaceId, cursor) {
    if (!place.test(cursor)) return false;
    const { rows } = await sql<{ known: boolean }>`
      select ${cursor.split(".")[0]}::xid8 <= pg_snapshot_xmax(pg_current_snapshot()) as known`.execute(db);
    return rows[0]?.known ?? false;
  },

  async readFeed(db, workspaceId, cursor, limit) {
    const [txid = "0", id = "0"] = place.test(cursor) ? cursor.split(".") : [];
    const { rows } = await sql<Change & { txid: string }>`
      select id, txid::text as txid, kind, tag_id as "tagId", contact_id as "contactId", user_id as "userId"
      from change
      where workspace_id = ${workspaceId} and (txid, id) > (${txid}::xid8, ${Number(id)})
        and txid < pg_snapshot_xmin(pg_current_snapshot())
      order by change.txid, change.id limit ${limit}`.execute(db);
    const last = rows.at(-1);
    return {
      changes: rows.map(({ txid: _txid, ...change }) => change),
      cursor: last ? `${last.txid}.${last.id}` : cursor,
    };
  },
};

// int8 (20) and numeric (1700, the type of sum(int8)) come as text; ours are all safe integers.
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) =>
    oid === 20 || oid === 1700
      ? Number
      : pg.types.getTypeParser(oid, format === "binary" ? "binary" : "text"),
};

/** Text from outside that holds U+0000, which PostgreSQL's text cannot. */
function hasNul(error: unknown): boolean {
  return error instanceof pg.DatabaseError && error.code === "22021";
}

const retriable = new Set(["40001", "40P01"]);

export type PostgresOptions = {
  /** For migrations and LISTEN: past any pooler, as the tables' owner. */
  directUrl: string;
  poolSize?: number;
  onError(error: Error): void;
};

/** Opens a PostgreSQL database whose tables exist. */
export function openPostgres(url: string, given: PostgresOptions): DatabaseHandle {
  let closing = false;
  const options = {
    ...given,
    // A server that goes while the connections are being closed takes nothing that anybody waits for.
    onError(error: Error) {
      if (!closing) given.onError(error);
    },
  };
  const pool = new pg.Pool({
    connectionString: url,
    max: options.poolSize ?? 10,
    types,
    application_name: "tagdeck",
    statement_timeout: 30_000,
    idle_in_transaction_session_timeout: 60_000,
    connectionTimeoutMillis: 10_000,
    onConnect: async (client) => {
      await client.query(`set role ${appRole}`);
    },
  });
  // An idle client's error has no other listener, and without one it ends the process.
  pool.on("error", options.onError);
  const plain = new Kysely<Database>({ dialect: new PostgresDialect({ pool }) });

  const enter = async <T>(
    workspaceId: number | null,
    work: (db: Db, budget: number) => Promise<T>,
    readOnly: boolean,
  ) => {
    const transaction = plain.transaction();
    // A request's reads see one instant; a write must see what those it waited for have done.
    const mode = readOnly
      ? transaction.setIsolationLevel("repeatable read").setAccessMode("read only")
      : transaction.setIsolationLevel("read committed");
    return mode
      .execute(async (trx) => {
        await sql`select set_config('app.workspace_id', ${String(workspaceId ?? "")}, true)`.execute(trx);
        return work(trx, writeBudget);
      })
      .catch((error: unknown) => {
        throw hasNul(error) ? new DomainError("invalid_input") : error;
      });
  };

  const listeners: ((workspaceId: number) => void)[] = [];
  const listening = listen(options);
  listening.onNotice(channel, (payload) => {
    for (const listener of listeners) listener(Number(payload));
  });
  const queue = openQueue(pool, listening, options.onError);
  return {
    dialect: postgres,
    plain,
    read: (workspaceId, work) => enter(workspaceId, work, true),
    async write(workspaceId, work) {
      for (let attempt = 1; ; attempt += 1) {
        try {
          return await enter(workspaceId, work, false);
        } catch (error) {
          if (attempt === 4 || !(error instanceof pg.DatabaseError) || !retriable.has(error.code ?? ""))
            throw error;
        }
      }
    },
    // Outside the write transaction: a pending NOTIFY takes a lock on the whole database at commit.
    hint(workspaceId) {
      for (const listener of listeners) listener(workspaceId);
      pool.query("select pg_notify($1, $2)", [channel, String(workspaceId)]).catch(options.onError);
    },
    onHint: (listener) => void listeners.push(listener),
    wakes: queue.wakes,
    startThread: null,
    async close() {
      closing = true;
      await queue.close();
      await listening.stop();
      await plain.destroy();
    },
  };
}

/** Listens on a connection of its own, and connects again when it breaks. Hints lost meanwhile are found by polling. */
function listen(options: PostgresOptions) {
  const listeners = new Map<string, (payload: string) => void>();
  let stopped = false;
  let client: pg.Client | undefined;
  let retry: NodeJS.Timeout | undefined;

  async function connect(): Promise<void> {
    const next = new pg.Client({ connectionString: options.directUrl, application_name: "tagdeck-listen" });
    client = next;
    next.on("notification", ({ channel: name, payload }) => listeners.get(name)?.(payload ?? ""));
    next.on("error", options.onError);
    next.on("end", again);
    try {
      await next.connect();
      for (const name of listeners.keys()) await next.query(`listen ${name}`);
    } catch (error) {
      options.onError(error instanceof Error ? error : new Error(String(error)));
      again();
    }
  }
  function again(): void {
    if (stopped || retry) return;
    retry = setTimeout(() => {
      retry = undefined;
      void connect();
    }, 1_000);
  }
  // Once the caller has said what it listens for.
  queueMicrotask(() => void connect());
  return {
    onNotice: (name: string, listener: (payload: string) => void) => void listeners.set(name, listener),
    async stop() {
      stopped = true;
      clearTimeout(retry);
      await client?.end().catch(() => undefined);
    },
  };
}
