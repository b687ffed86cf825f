import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import BetterSqlite from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { lockDatabase } from "./lock.ts";
import { openWriteDoor } from "./write-door.ts";

describe("the write door", () => {
  let folder: string;
  let path: string;
  let writer: BetterSqlite.Database;
  let reader: BetterSqlite.Database;
  let door: ReturnType<typeof openWriteDoor>;
  const commits: string[] = [];
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "tagdeck-door-"));
    path = join(folder, "test.db");
    commits.length = 0;
    writer = new BetterSqlite(path, {
      timeout: 0,
      verbose: (text) => {
        if (text === "commit") commits.push(text);
      },
    });
    writer.pragma("journal_mode = wal");
    writer.pragma("foreign_keys = on");
    writer.exec(`create table t (n integer primary key) strict;
      create table later (n integer references t (n) deferrable initially deferred) strict`);
    reader = new BetterSqlite(path, { readonly: true, timeout: 0 });
    door = openWriteDoor(writer);
  });
  afterEach(async () => {
    await door.drained();
    writer.close();
    reader.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const put = (n: number) =>
    door.enter(async () => writer.prepare("insert into t values (?)").run(n).changes);
  const rows = () => reader.prepare("select n from t order by n").pluck().all();
  const settled = async (jobs: Promise<unknown>[]) =>
    (await Promise.allSettled(jobs)).map((result) =>
      result.status === "fulfilled" ? "ok" : String(result.reason),
    );

  it("gives what comes in one turn one commit, and answers after it", async () => {
    const seen: unknown[][] = [];
    const jobs = [1, 2, 3, 4, 5].map((n) => put(n).then(() => seen.push(rows())));
    await Promise.all(jobs);
    expect(commits).toHaveLength(1);
    expect(seen).toEqual(Array.from({ length: 5 }, () => [1, 2, 3, 4, 5]));
  });

  it("takes back a job that fails, and only that one", async () => {
    const fails = door.enter(async () => {
      writer.prepare("insert into t values (100)").run();
      throw new Error("refused");
    });
    const results = await settled([put(1), fails, put(1), put(2)]);
    expect(results).toEqual(["ok", "Error: refused", expect.stringContaining("UNIQUE"), "ok"]);
    expect(rows()).toEqual([1, 2]);
    expect(commits).toHaveLength(1);
  });

  it("refuses a job that waits for something other than the database, and takes it back", async () => {
    const waits = door.enter(async () => {
      writer.prepare("insert into t values (100)").run();
      await pause(20);
    });
    const results = await settled([put(1), waits, put(2)]);
    expect(results).toEqual(["ok", expect.stringContaining("other than the database"), "ok"]);
    expect(rows()).toEqual([1, 2]);
  });

  it("gives up a job that never settles, goes on without it, and tells it that it is over", async () => {
    const seen = { ended: false };
    const never = Promise.withResolvers<void>();
    const hangs = door.enter((transaction) => {
      Object.defineProperty(seen, "ended", { get: () => transaction.ended });
      writer.prepare("insert into t values (100)").run();
      return never.promise;
    });
    const results = await settled([hangs, put(1)]);
    expect(results).toEqual([expect.stringContaining("other than the database"), "ok"]);
    expect(seen.ended).toBe(true);
    expect(rows()).toEqual([1]);
  });

  it("lets a thread write in its turn, and what waits by then goes first", async () => {
    const order: string[] = [];
    const job = (name: string) => door.enter(async () => void order.push(name));
    const turn = (name: string, ...meanwhile: string[]) => {
      const { promise, resolve } = Promise.withResolvers<void>();
      door.turn(async (budget) => {
        expect(budget).toBeGreaterThan(0);
        order.push(name);
        for (const one of meanwhile) void job(one);
        await pause(20);
        expect(order.at(-1)).toBe(name);
        resolve();
      });
      return promise;
    };
    const turns = [turn("turn 1", "c", "d"), turn("turn 2")];
    await Promise.all([job("a"), job("b"), ...turns]);
    expect(order).toEqual(["a", "b", "turn 1", "c", "d", "turn 2"]);
  });

  it("goes on after a turn that failed", async () => {
    door.turn(() => Promise.reject(new Error("the thread is gone")));
    expect(await put(1)).toBe(1);
  });

  it("answers no job with success when the commit of its group fails", async () => {
    const breaks = door.enter(async () => writer.prepare("insert into later values (999)").run());
    const results = await settled([put(1), breaks, put(2)]);
    expect(results).toEqual(Array.from({ length: 3 }, () => expect.stringContaining("FOREIGN KEY")));
    expect(rows()).toEqual([]);
    expect(await put(3)).toBe(1);
    expect(rows()).toEqual([3]);
  });

  it("goes on after a job has ended the whole transaction", async () => {
    const before = put(1);
    const ends = door.enter(async () => {
      writer.exec("rollback");
      throw new Error("the disk is full");
    });
    const results = await settled([before, ends]);
    expect(results).toEqual(["Error: the disk is full", "Error: the disk is full"]);
    expect(await put(2)).toBe(1);
    expect(rows()).toEqual([2]);
  });

  it("takes jobs in the order in which they came, also those that came while others ran", async () => {
    const order: number[] = [];
    const job = (n: number) => door.enter(async () => void order.push(n));
    const first = [job(1), job(2)];
    await first[0];
    await Promise.all([...first, job(3), job(4)]);
    expect(order).toEqual([1, 2, 3, 4]);
  });

  it("splits a long queue, so that nobody waits for all of it", async () => {
    const slow = (n: number) =>
      door.enter(async () => {
        const end = performance.now() + 4;
        while (performance.now() < end);
        writer.prepare("insert into t values (?)").run(n);
      });
    await Promise.all(Array.from({ length: 9 }, (_, n) => slow(n)));
    expect(commits.length).toBeGreaterThanOrEqual(3);
    expect(rows()).toHaveLength(9);
  });

  describe("and another process that writes", () => {
    let child: ChildProcess | undefined;
    afterEach(async () => {
      if (!child || child.exitCode !== null) return;
      child.kill();
      await once(child, "exit");
    });

    /** A process that holds the write lock until it is told to let go. */
    async function holdLock(): Promise<ChildProcess> {
      const script = `
        const db = new (require("better-sqlite3"))(${JSON.stringify(path)});
        db.exec("begin immediate; insert into t values (1000)");
        process.stdout.write("held");
        process.stdin.once("data", () => { db.exec("commit"); db.close(); process.exit(0); });`;
      child = spawn(process.execPath, ["-e", script], {
        cwd: import.meta.dirname,
        stdio: ["pipe", "pipe", "inherit"],
      });
      if (child.stdout) await once(child.stdout, "data");
      return child;
    }

    it("waits for its lock without holding up the event loop", async () => {
      const other = await holdLock();
      const job = put(1);
      let turns = 0;
      let worst = 0;
      let last = performance.now();
      const ticks = setInterval(() => {
        turns += 1;
        worst = Math.max(worst, performance.now() - last);
        last = performance.now();
      }, 5);
      await pause(200);
      clearInterval(ticks);
      expect(rows()).toEqual([]);
      expect(turns).toBeGreaterThan(10);
      expect(worst).toBeLessThan(100);
      other.stdin?.write("go");
      await job;
      expect(rows()).toEqual([1, 1000]);
    });

    it(
      "gives up after five seconds, and works again when the lock is free",
      { timeout: 15_000 },
      async () => {
        const other = await holdLock();
        const results = await settled([put(1), put(2)]);
        expect(results).toEqual(Array.from({ length: 2 }, () => expect.stringMatching(/busy|locked/i)));
        other.stdin?.write("go");
        await once(other, "exit");
        expect(await put(3)).toBe(1);
      },
    );
  });
});

describe("the lock of a serving process", () => {
  it("is held by one, and free again when it is released", () => {
    const folder = mkdtempSync(join(tmpdir(), "tagdeck-lock-"));
    const path = join(folder, "test.db");
    const first = lockDatabase(path);
    expect(first).not.toBeNull();
    expect(lockDatabase(path)).toBeNull();
    first?.release();
    const second = lockDatabase(path);
    expect(second).not.toBeNull();
    second?.release();
    rmSync(folder, { recursive: true, force: true });
  });
});
