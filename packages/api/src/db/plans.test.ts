import BetterSqlite from "better-sqlite3";
import pg from "pg";
import { expect, it } from "vitest";
import { makeDatabase } from "../testing/databases.ts";
import { migrateDatabase, sqlitePath } from "./open.ts";

// The planner took `workspace_id` for selective and read every assignment of the workspace for one contact's tags.
it.each([
  [
    "select * from contact_tag where workspace_id = 1 and (expires_at is null or expires_at > 1) and contact_id in (1)",
    "contact_tag USING INDEX contact_tag_contact (workspace_id=? AND contact_id=?)",
  ],
  [
    "select * from contact_tag where workspace_id = 1 and tag_id = 1 and contact_id < 9 order by contact_id desc",
    "contact_tag USING PRIMARY KEY (workspace_id=? AND tag_id=? AND contact_id<?)",
  ],
  [
    `select tag_id, contact_id, expires_at from contact_tag where workspace_id = 1 and expires_at <= 9
      and (expires_at, tag_id, contact_id) > (5, 1, 1) order by expires_at, tag_id, contact_id limit 50`,
    "contact_tag USING COVERING INDEX contact_tag_expires (workspace_id=? AND (expires_at,tag_id,contact_id)>(?,?,?) AND expires_at<?)",
  ],
  [
    `select contact_id from contact_tag where workspace_id = 1 and expires_at = 5 and tag_id = 1 and contact_id > 9
      order by contact_id limit 50`,
    "contact_tag USING COVERING INDEX contact_tag_expires (workspace_id=? AND expires_at=? AND tag_id=? AND contact_id>?)",
  ],
  [
    "select expires_at, sum(n) from tag_count_live where workspace_id = 1 and tag_id = 1 and expires_at > 5 and expires_at <= 9 group by expires_at",
    "tag_count USING PRIMARY KEY (workspace_id=? AND tag_id=? AND expires_at>? AND expires_at<?)",
  ],
  [
    "select * from tag_event where workspace_id = 1 and contact_id = 1 and at <= 9 order by at desc",
    "tag_event USING PRIMARY KEY (workspace_id=? AND contact_id=? AND at<?)",
  ],
  [
    "select sum(n) from tag_count_live where workspace_id = 1 and expires_at = 0 and tag_id in (1, 2) group by tag_id",
    "tag_count USING PRIMARY KEY (workspace_id=? AND tag_id=? AND expires_at=?)",
  ],
  [
    "select * from contact where workspace_id = 1 and external_id = 'crm:1'",
    "contact USING INDEX sqlite_autoindex_contact_2 (workspace_id=? AND external_id=?)",
  ],
  [
    "select * from contact where workspace_id = 1 and external_id in ('crm:1', 'crm:2')",
    "contact USING INDEX sqlite_autoindex_contact_2 (workspace_id=? AND external_id=?)",
  ],
  [
    `delete from contact_tag where workspace_id = 1 and contact_id in (1, 2, 3, 4) and (tag_id, contact_id) in (select tag_id, contact_id from
      (select value ->> 0 as tag_id, value ->> 1 as contact_id from json_each('[[1,2]]')) as given) returning *`,
    "contact_tag USING PRIMARY KEY (workspace_id=? AND tag_id=? AND contact_id=?)",
  ],
  [
    "select * from tag_event where workspace_id = 1 and contact_id in (1, 2) and at = 9 and seq >= 1 and seq <= 5",
    "tag_event USING PRIMARY KEY (workspace_id=? AND contact_id=? AND at=?)",
  ],
  [
    "select max(seq) from tag_event where workspace_id = 1 and contact_id in (1, 2) and tag_id in (1, 2) group by contact_id, tag_id",
    "tag_event USING PRIMARY KEY (workspace_id=? AND contact_id=?)",
  ],
  [
    "select seq from tag_event where workspace_id = 1 and tag_id = 1 and created_tag = 0 and undoes is null limit 1",
    "tag_event USING INDEX tag_event_tag (workspace_id=? AND tag_id=?)",
  ],
  [
    `select span, (select sum(case kind when 1 then 1 when 2 then 0 else -1 end) from tag_event where workspace_id = 1
      and tag_id = 1 and at >= given.from_at and at < given.to_at) from
      (select value ->> 0 as span, value ->> 1 as from_at, value ->> 2 as to_at from json_each('[[0,1,2]]')) as given`,
    "tag_event USING COVERING INDEX tag_event_tag (workspace_id=? AND tag_id=? AND at>? AND at<?)",
  ],
  [
    `select tag_event.tag_id, tag_event.kind, count(*) from (select value ->> 0 as tag_id from json_each('[[1]]')) as given
      join tag_event on tag_event.tag_id = given.tag_id and tag_event.workspace_id = 1 and tag_event.at > 5
      where tag_event.kind in (1, 3) group by tag_event.tag_id, tag_event.kind`,
    "tag_event USING COVERING INDEX tag_event_tag (workspace_id=? AND tag_id=? AND at>?)",
  ],
  [
    `select (select sum(n) from tag_batch where workspace_id = 1 and tag_id = 1 and at >= given.from_at and at < given.to_at)
      from (select value ->> 0 as from_at, value ->> 1 as to_at from json_each('[[0,1]]')) as given`,
    "tag_batch USING PRIMARY KEY (workspace_id=? AND tag_id=? AND at>? AND at<?)",
  ],
  [
    "select * from tag_event where workspace_id = 1 and tag_id = 1 and at >= 0 and at <= 9 and (at < 9 or contact_id < 5) order by at desc, contact_id desc, seq desc limit 50",
    "tag_event USING INDEX tag_event_tag (workspace_id=? AND tag_id=? AND at>? AND at<?)",
  ],
  [
    `select count(*) from contact_tag where workspace_id = 1 and tag_id = 1 and first_at <= 5 and (expires_at is null or expires_at > 5)
      and contact_id not in (select back.contact_id from tag_event as back join tag_event as gone on gone.workspace_id = back.workspace_id
      and gone.contact_id = back.contact_id and gone.seq = back.undoes where back.workspace_id = 1 and back.tag_id = 1 and back.at > 5
      and back.kind = 1 and back.undoes is not null and gone.at <= 5)`,
    "gone USING PRIMARY KEY (workspace_id=? AND contact_id=? AND at<?)",
  ],
  [
    "select contact_id from contact_tag where workspace_id = 1 and tag_id = 1 and first_at <= 5 and contact_id < 9 order by contact_id desc limit 50",
    "contact_tag USING PRIMARY KEY (workspace_id=? AND tag_id=? AND contact_id<?)",
  ],
  [
    `select count(distinct tag_event.contact_id) from tag_event where workspace_id = 1 and tag_id = 1 and at > 5 and kind in (3, 4)
      and prior_first_at <= 5 and not exists (select tag_id from contact_tag where workspace_id = 1 and tag_id = 1
      and first_at <= 5 and contact_tag.contact_id = tag_event.contact_id)`,
    "contact_tag USING PRIMARY KEY (workspace_id=? AND tag_id=? AND contact_id=?)",
  ],
  [
    `select count(distinct contact_id) from tag_event where workspace_id = 1 and tag_id = 1 and at > 5 and kind in (3, 4) and prior_first_at <= 5`,
    "tag_event USING INDEX tag_event_tag (workspace_id=? AND tag_id=? AND at>?)",
  ],
  [
    "update tag_batch set n = n + 1 where workspace_id = 1 and origin_id = 1 and tag_id = 1",
    "tag_batch USING COVERING INDEX sqlite_autoindex_tag_batch_2 (workspace_id=? AND origin_id=? AND tag_id=?)",
  ],
  [
    "select contact_id from tag_event where workspace_id = 1 and tag_id = 1 and at >= 5 and contact_id >= 1 and contact_id <= 9",
    "tag_event USING COVERING INDEX tag_event_tag (workspace_id=? AND tag_id=? AND at>?)",
  ],
  [
    "select contact_id, tag_id, prior_origin_id from tag_event where workspace_id = 1 and contact_id in (1) and prior_origin_id is not null",
    "tag_event USING PRIMARY KEY (workspace_id=? AND contact_id=?)",
  ],
  [
    "select contact_id, tag_id, origin_id from contact_tag where workspace_id = 1 and contact_id in (1) and origin_id is not null",
    "contact_tag USING INDEX contact_tag_contact (workspace_id=? AND contact_id=?)",
  ],
  [
    `select tag_log.at from (select value ->> 0 as tag_id, value ->> 1 as deleted_at from json_each('[[1,2]]')) as given
      join tag_log on tag_log.workspace_id = 1 and tag_log.tag_id = given.tag_id and tag_log.at = given.deleted_at`,
    "tag_log USING PRIMARY KEY (workspace_id=? AND tag_id=? AND at=?)",
  ],
  [
    `select tag_id, (select at from tag_event as event where workspace_id = 1 and tag_id = given.tag_id and kind in (1, 2)
      and undoes is null and not exists (select 1 from tag_event as undo where undo.workspace_id = 1
      and undo.contact_id = event.contact_id and undo.undoes = event.seq) order by at desc limit 1) as at
      from (select value ->> 0 as tag_id from json_each('[[1]]')) as given`,
    "event USING INDEX tag_event_tag (workspace_id=? AND tag_id=?)",
  ],
  [
    `select count(distinct shared) from (select one.contact_id, (select other.contact_id from contact_tag as other
      where other.workspace_id = 1 and other.tag_id in (1, 2) and other.contact_id = one.contact_id
      and other.tag_id <> one.tag_id limit 1) as shared from contact_tag as one
      where one.workspace_id = 1 and one.tag_id in (2) limit 9)`,
    "other USING COVERING INDEX contact_tag_contact (workspace_id=? AND contact_id=? AND tag_id=?)",
  ],
  [
    "select contact_id from contact_gram where workspace_id = 1 and gram = 7 and contact_id < 9 order by contact_id desc limit 50",
    "contact_gram USING PRIMARY KEY (workspace_id=? AND gram=? AND contact_id<?)",
  ],
  [
    `select (select contact_id from contact_gram where workspace_id = 1 and gram in (1, 2) and contact_id = given.id limit 1) as id
      from (select value ->> 0 as id from json_each('[[1]]')) as given`,
    "contact_gram USING PRIMARY KEY (workspace_id=? AND gram=? AND contact_id=?)",
  ],
  [
    `select (select contact_id from contact_tag where workspace_id = 1 and tag_id in (1, 2) and contact_id = given.id
      and (expires_at is null or expires_at > 1) limit 1) as id from (select value ->> 0 as id from json_each('[[1]]')) as given`,
    "contact_tag USING INDEX contact_tag_contact (workspace_id=? AND contact_id=? AND tag_id=?)",
  ],
  [
    "select id, name from contact where workspace_id = 1 and id in (1, 2, 3)",
    "contact USING INTEGER PRIMARY KEY (rowid=?)",
  ],
  [
    "select id, name_key from contact where workspace_id = 1 and name_key > 'mei' order by name_key, id limit 50",
    "contact USING COVERING INDEX contact_name (workspace_id=? AND name_key>?)",
  ],
  [
    "select id from contact where workspace_id = 1 and name_key = '' and id > 7 order by id limit 50",
    "contact USING COVERING INDEX contact_name (workspace_id=? AND name_key=? AND id>?)",
  ],
  [
    "select name from actor where workspace_id = 1 and kind = 'panel' and ref = 'mia'",
    "actor USING INDEX sqlite_autoindex_actor_2 (workspace_id=? AND kind=? AND ref=?)",
  ],
])("SQLite finds its rows by the whole key: %s", async (query, search) => {
  const { url, remove } = await makeDatabase("sqlite");
  await migrateDatabase({ url, onError: () => undefined });
  const connection = new BetterSqlite(sqlitePath(url), { readonly: true });
  const plan = connection.prepare<[], { detail: string }>(`explain query plan ${query}`).all();
  connection.close();
  await remove();
  expect(plan.map(({ detail }) => detail).join("\n")).toContain(`SEARCH ${search}`);
});

// It took given pairs for many, and read every assignment of the workspace for a hundred.
it("PostgreSQL finds the rows of given contacts by the contacts", async () => {
  const { url, remove } = await makeDatabase("postgres");
  await migrateDatabase({ url, onError: () => undefined });
  const owner = new pg.Client({ connectionString: url });
  await owner.connect();
  await owner.query(`
    insert into workspace (slug, name, time_zone, settings, created_at) values ('plans', '', '', '{}', 0);
    set app.workspace_id = '1';
    insert into tag (workspace_id, name, name_key, color, description, version, created_at, updated_at)
      values (1, 'VIP', 'vip', '', '', 1, 0, 0);
    insert into contact (workspace_id, external_id, name_key, attributes, created_at, updated_at)
      select 1, i, '', '{}', 0, 0 from generate_series(1, 60000) i;
    insert into contact_tag (workspace_id, tag_id, contact_id, first_at, last_at) select 1, 1, id, 0, 0 from contact;
    insert into contact_gram (workspace_id, gram, contact_id) select 1, gram, id from contact, generate_series(1, 5) gram;
    analyze`);
  const ids = Array.from({ length: 100 }, (_, i) => i * 97 + 1);
  const plan = async (query: string, rows: readonly (readonly number[])[]) => {
    const found = await owner.query<Record<"QUERY PLAN", string>>(`explain ${query}`, [JSON.stringify(rows)]);
    return found.rows.map((row) => row["QUERY PLAN"]).join("\n");
  };
  const given = "(select cast(value ->> 0 as bigint) as id from json_array_elements($1::json)) as given";
  const one = ids.map((id) => [id]);
  const plans = [
    await plan(
      `delete from contact_tag where workspace_id = 1 and contact_id in (${ids.join()}) and (tag_id, contact_id) in
        (select tag_id, contact_id from (select cast(value ->> 0 as bigint) as tag_id, cast(value ->> 1 as bigint) as contact_id
        from json_array_elements($1::json)) as given) returning *`,
      ids.map((id) => [1, id]),
    ),
    await plan(
      `select (select contact_id from contact_tag where workspace_id = 1 and tag_id in (1) and contact_id = given.id
        and (expires_at is null or expires_at > 1) limit 1) as id from ${given}`,
      one,
    ),
    await plan(
      `select (select contact_id from contact_gram where workspace_id = 1 and gram in (1, 2) and contact_id = given.id limit 1)
        as id from ${given}`,
      one,
    ),
  ];
  await owner.end();
  await remove();
  for (const found of plans) {
    expect(found).toMatch(/Index (Only )?Scan using contact_\w+/);
    expect(found).not.toContain("Seq Scan");
  }
});
