import { sql, type RawBuilder } from "kysely";

export type Columns = {
  /** The key of a table whose rows have ids; ids are never used again. */
  id: RawBuilder<unknown>;
  /** What follows in a table with ids: a row's key within its workspace. */
  idKey: RawBuilder<unknown>;
  int: RawBuilder<unknown>;
  text: RawBuilder<unknown>;
  /** Text that is compared and sorted by code point, on both databases. */
  key: RawBuilder<unknown>;
  /** After the closing bracket of an ordinary table, and of one stored in the order of its key. */
  end: RawBuilder<unknown>;
  clustered: RawBuilder<unknown>;
};

/** The words in which the two databases' table definitions differ. */
export const columns = {
  sqlite: {
    id: sql`id integer primary key autoincrement`,
    idKey: sql`unique (workspace_id, id)`,
    int: sql`integer`,
    text: sql`text`,
    key: sql`text`,
    end: sql`strict`,
    clustered: sql`strict, without rowid`,
  },
  postgres: {
    id: sql`id bigint not null generated always as identity`,
    idKey: sql`primary key (workspace_id, id)`,
    int: sql`bigint`,
    text: sql`text`,
    key: sql`text collate "C"`,
    end: sql``,
    clustered: sql``,
  },
} satisfies Record<"sqlite" | "postgres", Columns>;
