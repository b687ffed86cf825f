import BetterSqlite from "better-sqlite3";
import { type CompiledQuery, type QueryResult, sql } from "kysely";
import type { DatabaseHandle, Dialect } from "./dialect.ts";
import { rowsBy } from "./rows.ts";
import type { Database } from "./schema.ts";
import { kyselyOver, runOn } from "./sqlite-connection.ts";
import { openWriteDoor } from "./write-door.ts";

export const sqlite: Dialect = {
  name: "sqlite",
  forUpdate: (query) => query,
  keep: (query) => query,
  rows: rowsBy((json) => sql`json_each(${json})`),

  async addCounts(db, workspaceId, deltas) {
    for (const { tagId, expiresAt, n } of deltas) {
      await db
        .insertInto("tag_count")
        .values({ workspace_id: workspaceId, tag_id: tagId, expires_at: expiresAt, n })
        .onConflict((conflict) =>
          conflict
            .columns(["workspace_id", "tag_id", "expires_at"])
            .doUpdateSet({ n: sql`tag_count.n + excluded.n` }),
        )
        .execute();
    }
  },

  foldCounts: () => Promise.resolve(0),

  // One writer: ids are in commit order.
  async feedHead(db, workspaceId) {
    const row = await db
      .selectFrom("change")
      .select((select) => select.fn.max("id").as("id"))
      .where("workspace_id", "=", workspaceId)
      .executeTakeFirst();
    return String(row?.id ?? 0);
  },

  async readFeed(db, workspaceId, cursor, limit) {
    const after = Number(cursor);
    const changes = await db
      .selectFrom("change")
      .select(["id", "kind", "tag_id as tagId", "contact_id as contactId"])
      .where("workspace_id", "=", workspaceId)
      .where("id", ">", Number.isSafeInteger(after) ? after : 0)
      .orderBy("id")
      .limit(limit)
      .execute();
    return { changes, cursor: String(changes.at(-1)?.id ?? cursor) };
  },
};

/** Opens a SQLite file whose tables exist. */
export function openSqlite(path: string): DatabaseHandle {
  const connections: BetterSqlite.Database[] = [];
  const connect = (options?: BetterSqlite.Options) => {
    const connection = new BetterSqlite(path, { timeout: 0, ...options });
    connections.push(connection);
    connection.pragma("foreign_keys = on");
    // better-sqlite3's own default in WAL mode is NORMAL, which may lose what was acknowledged.
    connection.pragma("synchronous = full");
    connection.pragma("cache_size = -65536");
    connection.pragma("temp_store = memory");
    return connection;
  };

  const writer = connect();
  writer.pragma("journal_mode = wal");
  const runWrite = runOn(writer);
  const runRead = runOn(connect({ readonly: true }));
  const door = openWriteDoor(writer);
  const writeDb = kyselyOver<Database>(runWrite);
  const readDb = kyselyOver<Database>(runRead);
  const plain = kyselyOver<Database>(<R>(query: CompiledQuery): Promise<QueryResult<R>> =>
    query.query.kind === "SelectQueryNode" ? runRead<R>(query) : door.enter(() => runWrite<R>(query)),
  );

  const listeners: ((workspaceId: number) => void)[] = [];
  return {
    dialect: sqlite,
    plain,
    read: (_workspaceId, work) => work(readDb),
    write: (_workspaceId, work) => door.enter(() => work(writeDb)),
    hint(workspaceId) {
      for (const listener of listeners) listener(workspaceId);
    },
    onHint: (listener) => void listeners.push(listener),
    async close() {
      await door.drained();
      for (const connection of connections) connection.close();
    },
  };
}
