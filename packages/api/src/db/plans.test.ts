import BetterSqlite from "better-sqlite3";
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
    `delete from contact_tag where workspace_id = 1 and (tag_id, contact_id) in (select tag_id, contact_id from
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
