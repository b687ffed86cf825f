/**
 * What SQLite's planner is told of the tables: how many rows, and how many of them share each prefix of an
 * index (https://sqlite.org/fileformat2.html#stat1tab). Without it the planner takes `workspace_id` for
 * selective and reads a whole workspace; and what ANALYZE finds in a young database is wrong in a grown one.
 * These are a grown one's, so plans stay as they were measured. Never run ANALYZE or `PRAGMA optimize`.
 */
export const sqliteStatistics: readonly (readonly [table: string, index: string, stat: string])[] = [
  ["actor", "sqlite_autoindex_actor_1", "100 100 1"],
  ["actor", "sqlite_autoindex_actor_2", "100 100 30 1"],
  ["change", "sqlite_autoindex_change_1", "100000 100000 1"],
  ["contact", "sqlite_autoindex_contact_1", "100000 100000 1"],
  ["contact", "sqlite_autoindex_contact_2", "100000 100000 1"],
  ["contact", "contact_name", "100000 100000 2"],
  ["contact", "contact_email", "100000 100000 1"],
  ["contact_tag", "contact_tag", "300000 300000 300 1"],
  ["contact_tag", "contact_tag_contact", "300000 300000 3 1"],
  ["contact_tag", "contact_tag_expires", "30000 30000 300"],
  ["operation", "sqlite_autoindex_operation_1", "1000 1000 1"],
  ["operation", "operation_tag", "1000 1000 2 1"],
  ["tag", "sqlite_autoindex_tag_1", "1000 1000 1"],
  ["tag", "tag_version", "1000 1000 1"],
  ["tag_count", "tag_count", "2000 2000 2 1"],
  ["tag_event", "tag_event", "600000 600000 6 2 1 1 1"],
  ["tag_event", "tag_event_tag", "600000 600000 600 2 1"],
  ["tag_log", "tag_log", "3000 3000 3 1 1"],
  ["tag_name", "tag_name", "1000 1000 1"],
  ["tag_name", "tag_name_tag", "1000 1000 1"],
  ["tag_use", "tag_use", "3000 3000 50 1"],
];
