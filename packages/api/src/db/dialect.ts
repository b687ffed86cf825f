import type { Kysely } from "kysely";
import type { Rows } from "./rows.ts";
import type { Database } from "./schema.ts";

export type Db = Kysely<Database>;

export type CountDelta = { tagId: number; expiresAt: number; n: number };
export type Change = {
  id: number;
  kind: "tag" | "assignment" | "contact" | "workspace" | "operation" | "notification";
  tagId: number | null;
  contactId: number | null;
  /** Whose it is alone; null = everybody's. */
  userId: string | null;
};

/** All that differs between the two databases, beside how they are opened. */
export type Dialect = {
  readonly name: "sqlite" | "postgres";

  /** Locks the rows a query selects until the transaction ends. SQLite has one writer: nothing to lock. */
  forUpdate<Q extends { forUpdate(): Q }>(query: Q): Q;

  /** Keeps the rows a query selects from `forUpdate` until the transaction ends; others may keep them too. */
  keep<Q extends { forKeyShare(): Q }>(query: Q): Q;

  /** A table of given integers, for statements about many rows. */
  readonly rows: Rows;

  /** Adds to the stored counts, in the transaction that changed the assignments. */
  addCounts(db: Db, workspaceId: number, deltas: readonly CountDelta[]): Promise<void>;

  /** Folds what `addCounts` appended into the counts; returns how many rows it folded. */
  foldCounts(db: Db, workspaceId: number): Promise<number>;

  /** What this transaction sees, for `changedSince`. */
  snapshot(db: Db, workspaceId: number): Promise<string>;

  /** The changes of some tags' assignments that a snapshot did not see, at most `limit`. */
  changedSince(
    db: Db,
    workspaceId: number,
    snapshot: string,
    tagIds: readonly number[],
    limit: number,
  ): Promise<{ id: number; tagId: number; contactId: number }[]>;

  /** Where the feed stands: reading from here on misses nothing that this transaction cannot see. */
  feedHead(db: Db, workspaceId: number): Promise<string>;

  /** Whether reading on from a cursor misses nothing: no longer after an older state was restored. */
  feedGoesOn(db: Db, workspaceId: number, cursor: string): Promise<boolean>;

  /** The changes after a cursor in commit-safe order, and the cursor behind the last of them. */
  readFeed(
    db: Db,
    workspaceId: number,
    cursor: string,
    limit: number,
  ): Promise<{ changes: Change[]; cursor: string }>;
};

export type Wake = {
  workspaceId: number;
  jobId: number;
  /** By what the queue knows it; null where the job's own row is the queue. */
  ticket: string | null;
};

/** The queue of jobs. It only says which job to look at: what is known of a job is in its row. */
export type Wakes = {
  /** Has a job looked at in `delay` ms, in the transaction of the change that asks for it. */
  add(db: Db, job: Pick<Wake, "workspaceId" | "jobId">, delay: number): Promise<void>;

  /** Takes what is due (epoch ms). What is not settled in its job's transaction comes again. */
  take(now: number, limit: number): Promise<Wake[]>;

  /** Marks what was taken as seen to. */
  settle(db: Db, wake: Wake): Promise<void>;

  /** How many are due and not taken. */
  waiting(now: number): Promise<number>;

  /** Tells every process that something is due. Only a hint: it may be lost. */
  hint(): void;

  /** Calls back for hints from this and other processes. */
  onHint(listener: () => void): void;

  /** Frees what was taken by processes that have died. Called now and then. */
  tend(): Promise<void>;
};

export type ThreadOptions = {
  /** The module to run. */
  entry: URL;
  /** What it gets to know, as plain data. */
  data: unknown;
  /** What it says, other than to the database. */
  onMessage(message: unknown): void;
  /** It ended without being asked to; it is started again. */
  onFault(error: Error): void;
};

export type Thread = {
  /** Says something to it; what a thread that dies has not answered is lost. */
  post(message: unknown): void;
  /** Asks it to end, and makes it end after `patience` ms. */
  stop(patience: number): Promise<void>;
};

/** An open database. All access goes through `read` and `write`. */
export type DatabaseHandle = {
  readonly dialect: Dialect;

  /**
   * Runs queries that only read. On PostgreSQL in one transaction that sees only the workspace's rows;
   * `null` sees the tables that have no row-level security, and nothing else.
   */
  read<T>(workspaceId: number | null, work: (db: Db) => Promise<T>): Promise<T>;

  /**
   * Runs `work` in one transaction, committed before this returns and rolled back when it throws.
   * Within `work` nothing but `db` may be awaited. It may run more than once (deadlock on PostgreSQL).
   * `budget` says for how long, in ms, work that can be cut into parts may go on.
   */
  write<T>(workspaceId: number | null, work: (db: Db, budget: number) => Promise<T>): Promise<T>;

  /** For better-auth, which makes its own queries: each is a transaction of its own. */
  readonly plain: Db;

  /** Tells every process that the workspace's feed has grown. Only a hint: it may be lost. */
  hint(workspaceId: number): void;

  /** Calls back for hints from this and other processes. */
  onHint(listener: (workspaceId: number) => void): void;

  /** The wake-ups of jobs, for every process. */
  readonly wakes: Wakes;

  /**
   * Starts a thread with a database of its own that writes only when it has its turn. Null on PostgreSQL,
   * whose queries hold up nobody.
   */
  readonly startThread: ((options: ThreadOptions) => Thread) | null;

  close(): Promise<void>;
};
