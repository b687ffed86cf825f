import type BetterSqlite from "better-sqlite3";
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  Kysely,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from "kysely";
import type { Transaction } from "./write-door.ts";

type Run = <R>(query: CompiledQuery) => Promise<QueryResult<R>>;

/** Carries out queries only as long as the transaction lasts. */
export function within(transaction: Transaction, run: Run): Run {
  return <R>(query: CompiledQuery) =>
    transaction.ended ? Promise.reject(new Error("the transaction of this query has ended")) : run<R>(query);
}

/** A Kysely whose every query is carried out by `run`. It has no transactions of its own. */
export function kyselyOver<DB>(run: Run): Kysely<DB> {
  const connection: DatabaseConnection = {
    executeQuery: run,
    // oxlint-disable-next-line require-yield -- the interface asks for a generator; nothing here streams
    async *streamQuery() {
      throw new Error("streaming is not supported here");
    },
  };
  const refuse = () => Promise.reject(new Error("transactions go through the write door"));
  const driver: Driver = {
    init: () => Promise.resolve(),
    acquireConnection: () => Promise.resolve(connection),
    beginTransaction: refuse,
    commitTransaction: refuse,
    rollbackTransaction: refuse,
    releaseConnection: () => Promise.resolve(),
    destroy: () => Promise.resolve(),
  };
  const dialect: Dialect = {
    createAdapter: () => new UnguardedSqliteAdapter(),
    createDriver: () => driver,
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  };
  return new Kysely<DB>({ dialect });
}

// Kysely guards a single SQLite connection by a mutex; here the door is the guard, and queries are synchronous.
class UnguardedSqliteAdapter extends SqliteAdapter {
  override get supportsMultipleConnections(): boolean {
    return true;
  }
}

/** Carries out queries on one connection, keeping its prepared statements. */
export function runOn(connection: BetterSqlite.Database): Run {
  const statements = new Map<string, BetterSqlite.Statement>();
  const prepare = (sql: string) => {
    const known = statements.get(sql);
    if (known) return known;
    if (statements.size >= 500) statements.clear();
    const statement = connection.prepare(sql);
    statements.set(sql, statement);
    return statement;
  };
  return async <R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> => {
    const statement = prepare(sql);
    // safe because Kysely's types say what the rows of its own query are
    if (statement.reader) return { rows: statement.all(parameters) as R[] };
    const { changes, lastInsertRowid } = statement.run(parameters);
    return { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) };
  };
}
