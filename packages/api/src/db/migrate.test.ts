import { randomBytes } from "node:crypto";
import { spawn } from "node:child_process";
import { once } from "node:events";
import pg from "pg";
import { describe, expect, it } from "vitest";
import { makeDatabase } from "../testing/databases.ts";
import { migrateDatabase, openDatabase } from "./open.ts";
import { appRole } from "./postgres.ts";

const script = `
  const { migrateDatabase } = await import(${JSON.stringify(new URL("open.ts", import.meta.url).href)});
  await new Promise((go) => process.stdin.once("data", go) && process.stdout.write("ready"));
  await migrateDatabase({ url: process.argv[1], onError() {} });
  process.exit(0);`;

/** A process that migrates when all of them are ready. */
async function aMigrator(url: string) {
  const child = spawn(process.execPath, ["--input-type=module", "-e", script, url], {
    stdio: ["pipe", "pipe", "pipe"],
  });
  let errors = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (errors += text));
  const exit = once(child, "exit");
  await Promise.race([once(child.stdout, "data"), exit]);
  return {
    go: () => child.stdin.write("go"),
    result: exit.then(([code]) => (code === 0 ? "ok" : errors)),
  };
}

describe.each(["sqlite", "postgres"] as const)("migrating (%s)", (name) => {
  it("is safe when several processes do it at once", { timeout: 40_000 }, async () => {
    const { url, remove } = await makeDatabase(name);
    const migrators = await Promise.all([1, 2, 3].map(() => aMigrator(url)));
    for (const { go } of migrators) go();
    expect(await Promise.all(migrators.map(({ result }) => result))).toEqual(["ok", "ok", "ok"]);
    const handle = openDatabase({ url, onError: () => undefined });
    await handle.read(null, (db) => db.selectFrom("workspace").selectAll().execute());
    await handle.close();
    await remove();
  });

  it("changes nothing the second time", async () => {
    const { url, remove } = await makeDatabase(name);
    const options = { url, onError: () => undefined };
    await migrateDatabase(options);
    const handle = openDatabase(options);
    await handle.write(null, (db) =>
      db
        .insertInto("workspace")
        .values({ slug: "kept", name: "", time_zone: "", settings: "{}", created_at: 0 })
        .execute(),
    );
    await migrateDatabase(options);
    const rows = await handle.read(null, (db) => db.selectFrom("workspace").select("slug").execute());
    expect(rows).toEqual([{ slug: "kept" }]);
    await handle.close();
    await remove();
  });
});

describe("migrating as a user who is no superuser (postgres)", () => {
  it(
    "gives the program's user the program's role, whichever of them made it",
    { timeout: 40_000 },
    async () => {
      const name = `owner_${randomBytes(4).toString("hex")}`;
      const { url, remove } = await makeDatabase("postgres");
      const admin = new pg.Client({ connectionString: url });
      await admin.connect();
      await admin.query(`create role ${name} login createrole password 'x'`);
      await admin.query(`create role ${name}_app login password 'x'`);
      await admin.query(`alter database ${new URL(url).pathname.slice(1)} owner to ${name}`);
      await admin.query(`alter schema public owner to ${name}`);
      // Who may create roles may hand this one on only if it is theirs: as if they had made it.
      await admin
        .query(`grant ${appRole} to ${name} with admin option, set false, inherit false`)
        .catch(() => undefined);
      const as = (user: string) => Object.assign(new URL(url), { username: user, password: "x" }).href;
      const migrators = await Promise.all([1, 2, 3].map(() => aMigrator(as(name))));
      for (const { go } of migrators) go();
      expect(await Promise.all(migrators.map(({ result }) => result))).toEqual(["ok", "ok", "ok"]);
      await migrateDatabase({ url: as(`${name}_app`), directUrl: as(name), onError: () => undefined });
      for (const user of [name, `${name}_app`]) {
        const handle = openDatabase({ url: as(user), directUrl: as(name), onError: () => undefined });
        await handle.read(null, (db) => db.selectFrom("workspace").selectAll().execute());
        await handle.close();
      }
      await admin.end();
      await remove();
    },
  );
});
