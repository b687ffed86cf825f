import { sql } from "kysely";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { changeTags } from "../assignments/service.ts";
import * as feed from "../feed/store.ts";
import { makeDatabase, type TestDatabase } from "../testing/databases.ts";
import { aContact, aMember, aTag, aWorkspace, system } from "../testing/fixtures.ts";
import { migrateDatabase, openDatabase } from "./open.ts";

const agent = aMember("agent");

describe("PostgreSQL", () => {
  let database: TestDatabase;
  let remove: () => Promise<void>;
  beforeAll(async () => {
    const made = await makeDatabase("postgres");
    remove = made.remove;
    const options = { url: made.url, onError: () => undefined };
    await migrateDatabase(options);
    database = { name: "postgres", url: made.url, handle: openDatabase(options) };
  });
  afterAll(async () => {
    await database.handle.close();
    await remove();
  });

  it("runs a transaction again that was chosen to end a deadlock", async () => {
    const workspace = await aWorkspace(database);
    const [a, b] = [await aTag(workspace), await aTag(workspace)];
    const runs = [0, 0];
    const first = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const cross = (me: number, one: number, two: number) =>
      database.handle.write(workspace.id, async (db) => {
        runs[me] = (runs[me] ?? 0) + 1;
        const touch = (id: number) =>
          db
            .updateTable("tag")
            .set((eb) => ({ description: eb("description", "||", String(me)) }))
            .where("id", "=", id)
            .execute();
        await touch(one);
        first[me]?.resolve();
        await first[1 - me]?.promise;
        await touch(two);
      });
    await Promise.all([cross(0, a.id, b.id), cross(1, b.id, a.id)]);
    expect(runs.toSorted()).toEqual([1, 2]);
    const rows = await database.handle.read(workspace.id, (db) =>
      db.selectFrom("tag").select("description").execute(),
    );
    expect(rows.map(({ description }) => [...description].toSorted().join(""))).toEqual(["01", "01"]);
  });

  it("does not run a transaction again that failed for another reason", async () => {
    let runs = 0;
    const failing = database.handle.write(null, async (db) => {
      runs += 1;
      await sql`select 1 / 0`.execute(db);
    });
    await expect(failing).rejects.toThrow("division by zero");
    expect(runs).toBe(1);
  });

  it("keeps counts right while they are folded under concurrent applies", async () => {
    const workspace = await aWorkspace(database);
    const tag = await aTag(workspace);
    const contacts = [];
    for (let i = 0; i < 24; i += 1) contacts.push((await aContact(workspace)).id);
    let done = false;
    const wrong: unknown[] = [];
    const folding = (async () => {
      while (!done)
        await database.handle.write(workspace.id, (db) =>
          database.handle.dialect.foldCounts(db, workspace.id),
        );
    })();
    const watching = (async () => {
      while (!done) {
        const { rows } = await database.handle.read(workspace.id, (db) =>
          sql<{ held: number; counted: number }>`select
            (select count(*) from contact_tag where tag_id = ${tag.id}) as held,
            (select coalesce(sum(n), 0) from tag_count_live where tag_id = ${tag.id}) as counted`.execute(db),
        );
        if (rows[0]?.held !== rows[0]?.counted) wrong.push(rows[0]);
      }
    })();
    const set = (id: number, add: number[], take: number[]) =>
      workspace.write(agent, (ctx) => changeTags(ctx, { contact: { id }, add, remove: take }));
    for (let round = 0; round < 3; round += 1) {
      await Promise.all(contacts.map((id) => set(id, [tag.id], [])));
      await Promise.all(contacts.slice(0, 8 * (round + 1)).map((id) => set(id, [], [tag.id])));
    }
    done = true;
    await Promise.all([folding, watching]);
    expect(wrong).toEqual([]);
    while (
      (await database.handle.write(workspace.id, (db) =>
        database.handle.dialect.foldCounts(db, workspace.id),
      )) > 0
    );
    const { rows } = await database.handle.read(workspace.id, (db) =>
      sql`select n, (select count(*) from tag_count_delta) as left from tag_count where tag_id = ${tag.id}`.execute(
        db,
      ),
    );
    expect(rows).toEqual([{ n: 0, left: 0 }]);
  });

  it("does not skip a change of a transaction that began earlier and commits later", async () => {
    const workspace = await aWorkspace(database);
    const { handle } = database;
    const read = (cursor: string) =>
      handle.read(workspace.id, (db) => handle.dialect.readFeed(db, workspace.id, cursor, 10));
    const start = await handle.read(workspace.id, (db) => handle.dialect.feedHead(db, workspace.id));

    const early = new pg.Client({ connectionString: database.url });
    await early.connect();
    await early.query("begin");
    await early.query("select set_config('app.workspace_id', $1, true)", [workspace.id]);
    const insert =
      "insert into change (workspace_id, at, kind) values ($1, 0, 'workspace') returning id::int";
    const { rows } = await early.query<{ id: number }>(insert, [workspace.id]);
    const late = await workspace.write(system, (ctx) => feed.append(ctx, { kind: "workspace" }));
    const earlyId = rows[0]?.id ?? 0;
    expect(earlyId).toBeLessThan(late);

    const during = await read(start);
    expect(during).toEqual({ changes: [], cursor: start });
    const head = await handle.read(workspace.id, (db) => handle.dialect.feedHead(db, workspace.id));
    await early.query("commit");
    await early.end();
    for (const cursor of [during.cursor, head]) {
      const { changes } = await read(cursor);
      expect(changes.map(({ id }) => id)).toEqual([earlyId, late]);
    }
  });

  it("reads one instant: what is committed meanwhile is not half seen", async () => {
    const workspace = await aWorkspace(database);
    const names = (db: typeof database.handle.plain) =>
      db.selectFrom("tag").select("name").where("workspace_id", "=", workspace.id).execute();
    const [before, after] = await database.handle.read(workspace.id, async (db) => {
      const seen = await names(db);
      await aTag(workspace);
      return [seen, await names(db)];
    });
    expect(after).toEqual(before);
  });

  it("goes on after its connections were cut, and hears hints again", { timeout: 20_000 }, async () => {
    const { handle } = database;
    const admin = new pg.Client({ connectionString: database.url });
    await admin.connect();
    await admin.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()",
    );
    await expect
      .poll(
        () =>
          handle
            .read(null, (db) => db.selectFrom("workspace").select("id").limit(1).execute())
            .then(() => "ok", String),
        { timeout: 5_000 },
      )
      .toBe("ok");
    const heard: number[] = [];
    handle.onHint((workspaceId) => heard.push(workspaceId));
    await expect
      .poll(
        async () => {
          await admin.query("select pg_notify('tagdeck_feed', '4711')");
          return heard;
        },
        { timeout: 10_000, interval: 200 },
      )
      .toContain(4711);
    await admin.end();
  });
});
