import {
  type CompiledQuery,
  type InsertQueryBuilder,
  type InsertResult,
  type QueryResult,
  sql,
} from "kysely";
import { openCheckpointer } from "./checkpointer.ts";
import type { DatabaseHandle, Dialect, Thread } from "./dialect.ts";
import { rowWakes } from "./row-wakes.ts";
import { rowsBy } from "./rows.ts";
import type { Database } from "./schema.ts";
import { kyselyOver, runOn, within } from "./sqlite-connection.ts";
import { connectTo } from "./sqlite-file.ts";
import { hostThread } from "./thread-host.ts";
import { groupBudget, openWriteDoor, type WriteDoor } from "./write-door.ts";

export const sqlite: Dialect = {
  name: "sqlite",
  forUpdate: (query) => query,
  keep: (query) => query,
  rows: rowsBy((json) => sql`json_each(${json})`),

  async addCounts(db, workspaceId, deltas) {
    // One statement is quicker than many, but not than a few.
    const [few, many] = deltas.length > 3 ? [[], deltas] : [deltas, []];
    for (const { tagId, expiresAt, n } of few) {
      await addUp(
        db
          .insertInto("tag_count")
          .values({ workspace_id: workspaceId, tag_id: tagId, expires_at: expiresAt, n }),
      ).execute();
    }
    if (many.length === 0) return;
    const given = sqlite.rows(
      ["tag_id", "expires_at", "n"],
      many.map(({ tagId, expiresAt, n }) => [tagId, expiresAt, n]),
    );
    await addUp(
      db
        .insertInto("tag_count")
        .columns(["workspace_id", "tag_id", "expires_at", "n"])
        .expression((eb) =>
          eb
            .selectFrom(given)
            .select(({ val }) => [val(workspaceId).as("workspace_id"), "tag_id", "expires_at", "n"])
            // Without a condition SQLite takes ON CONFLICT for a join's.
            .where(sql.lit(true)),
        ),
    ).execute();
  },

  foldCounts: () => Promise.resolve(0),

  // One writer: ids are in commit order.
  snapshot: (db, workspaceId) => sqlite.feedHead(db, workspaceId),

  async changedSince(db, workspaceId, snapshot, tagIds, limit) {
    const rows = await db
      .selectFrom("change")
      .select(["id", "tag_id", "contact_id"])
      .where("workspace_id", "=", workspaceId)
      .where("id", ">", Number(snapshot))
      .where("kind", "=", "assignment")
      .where("tag_id", "in", [...tagIds])
      .orderBy("id")
      .limit(limit)
      .execute();
    return rows.map(({ id, tag_id, contact_id }) => ({ id, tagId: tag_id ?? 0, contactId: contact_id ?? 0 }));
  },

  async feedHead(db, workspaceId) {
    const row = await db
      .selectFrom("change")
      .select((select) => select.fn.max("id").as("id"))
      .where("workspace_id", "=", workspaceId)
      .executeTakeFirst();
    return String(row?.id ?? 0);
  },

  // What was seen last is there, or nothing came after it: restoring ends with a change past all that were given.
  async feedGoesOn(db, workspaceId, cursor) {
    const seen = Number(cursor);
    if (!Number.isSafeInteger(seen)) return false;
    const next = await db
      .selectFrom("change")
      .select("id")
      .where("workspace_id", "=", workspaceId)
      .where("id", ">=", seen)
      .orderBy("id")
      .limit(1)
      .executeTakeFirst();
    return seen === 0 || next === undefined || next.id === seen;
  },

  async readFeed(db, workspaceId, cursor, limit) {
    const after = Number(cursor);
    const changes = await db
      .selectFrom("change")
      .select(["id", "kind", "tag_id as tagId", "contact_id as contactId", "user_id as userId"])
      .where("workspace_id", "=", workspaceId)
      .where("id", ">", Number.isSafeInteger(after) ? after : 0)
      .orderBy("id")
      .limit(limit)
      .execute();
    return { changes, cursor: String(changes.at(-1)?.id ?? cursor) };
  },
};

function addUp(insert: InsertQueryBuilder<Database, "tag_count", InsertResult>) {
  return insert.onConflict((conflict) =>
    conflict
      .columns(["workspace_id", "tag_id", "expires_at"])
      .doUpdateSet({ n: sql`tag_count.n + excluded.n` }),
  );
}

/** Opens a SQLite file whose tables exist. */
export function openSqlite(path: string): DatabaseHandle {
  const writer = connectTo(path);
  writer.pragma("journal_mode = wal");
  const reader = connectTo(path, { readonly: true });
  const runWrite = runOn(writer);
  const runRead = runOn(reader);
  const door: WriteDoor = openWriteDoor(writer, () => checkpointer.written(1));
  const checkpointer = openCheckpointer(path, door);
  const readDb = kyselyOver<Database>(runRead);
  const plain = kyselyOver<Database>(<R>(query: CompiledQuery): Promise<QueryResult<R>> =>
    query.query.kind === "SelectQueryNode" ? runRead<R>(query) : door.enter(() => runWrite<R>(query)),
  );

  const feedListeners: ((workspaceId: number) => void)[] = [];
  const hint = (workspaceId: number) => {
    for (const listener of feedListeners) listener(workspaceId);
  };
  const wakes = rowWakes(readDb);
  const host = { path, door, checkpointer, hint, onWake: wakes.onHint };
  const threads: Thread[] = [];
  return {
    dialect: sqlite,
    plain,
    read: (_workspaceId, work) => work(readDb),
    write: (_workspaceId, work) =>
      door.enter((transaction) => work(kyselyOver<Database>(within(transaction, runWrite)), groupBudget)),
    hint,
    onHint: (listener) => void feedListeners.push(listener),
    wakes,
    startThread(options) {
      const thread = hostThread(options, host);
      threads.push(thread);
      return thread;
    },
    async close() {
      await Promise.all(threads.map((thread) => thread.stop(1_000)));
      await door.drained();
      await checkpointer.close();
      for (const connection of [reader, writer]) connection.close();
    },
  };
}
