import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, globSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { builtinModules } from "node:module";
import { dirname, join, relative } from "node:path";
import { expect, it } from "vitest";
import { startPostgres } from "../packages/api/src/testing/postgres.ts";
import { migrateDatabase, openDatabase } from "../packages/api/src/db/open.ts";
import { ignoredBy, readStages } from "./dockerfile.ts";
import { makeRoles } from "../packages/api/src/testing/postgres-roles.ts";

const root = join(import.meta.dirname, "..");
const read = (path: string) => readFileSync(join(root, path), "utf8");
const stages = readStages(join(root, "Dockerfile"));
const instructions = stages.flatMap((stage) => stage.instructions);
const final = stages.at(-1)?.instructions ?? [];
const ignored = ignoredBy(root);
const sources = (from: typeof instructions) =>
  from
    .filter(({ name, flags }) => name === "COPY" && !flags["from"])
    .flatMap(({ text }) => text.split(" ").slice(0, -1));

it("copies only what is there and is sent to the build", () => {
  const copied = sources(instructions);
  expect(copied.length).toBeGreaterThan(10);
  expect(copied.filter((path) => !existsSync(join(root, path)) || ignored(path))).toEqual([]);
  const built = instructions.flatMap(({ name, flags }) => (name === "COPY" ? (flags["from"] ?? []) : []));
  expect(built.filter((name) => !stages.some((stage) => stage.name === name))).toEqual([]);
});

it("keeps tests, data, secrets and what is built here out of the build", () => {
  for (const path of [
    "data/secret",
    "node_modules/zod/package.json",
    "packages/admin/dist/index.html",
    "packages/api/node_modules/x",
    "packages/api/src/app.test.ts",
    "packages/api/src/testing/postgres.ts",
    "e2e/server.ts",
    ".git/config",
    ".env",
  ])
    expect(ignored(path), path).toBe(true);
  for (const path of ["packages/api/src/app.ts", "apps/console/public/index.html", "bench/package.json"])
    expect(ignored(path), path).toBe(false);
});

it("has the manifest of every workspace before packages are installed", () => {
  const [first] = stages;
  const manifests = sources(first?.instructions ?? []).filter((path) => path.endsWith("/package.json"));
  const workspaces: { workspaces: string[] } = JSON.parse(read("package.json"));
  const expected = workspaces.workspaces.flatMap((pattern) =>
    globSync(`${pattern}/package.json`, { cwd: root }),
  );
  expect(manifests.toSorted()).toEqual(expected.toSorted());
});

it("runs scripts that exist", () => {
  const { scripts }: { scripts: object } = JSON.parse(read("package.json"));
  const run = instructions.flatMap(({ text }) =>
    [...text.matchAll(/npm run ([\w:]+)/g)].map(([, name]) => name),
  );
  expect(run).toEqual(["build"]);
  expect(Object.keys(scripts)).toEqual(expect.arrayContaining(run));
});

const specifier =
  /(?:^import\s[^;]*?from\s+|^export\s[^;]*?from\s+|^import\s+|import\(|new URL\()"([^"]+)"/gms;
const typeOnly = /^(?:import|export)\s+type\s[^;]*;/gms;

/** All that the program loads from a file on: files of ours, and packages by who asks for them. */
function loaded(entry: string) {
  const files = new Set<string>();
  const packages = new Set<string>();
  const visit = (file: string) => {
    if (files.has(file) || !statSync(file).isFile()) return;
    files.add(file);
    const owner = file.slice(0, file.indexOf("/src/") + 1 || file.indexOf("/bin/") + 1);
    for (const [, name = ""] of readFileSync(file, "utf8").replace(typeOnly, "").matchAll(specifier)) {
      if (name.startsWith(".")) visit(join(dirname(file), name));
      else if (name.startsWith("@tagdeck/")) {
        packages.add(`${owner} ${name.split("/").slice(0, 2).join("/")}`);
        visit(join(root, ours(name)));
      } else if (!name.startsWith("node:") && !builtinModules.includes(name)) {
        const [scope = "", rest = ""] = name.split("/");
        packages.add(`${owner} ${scope.startsWith("@") ? `${scope}/${rest}` : scope}`);
      }
    }
  };
  visit(join(root, entry));
  return { files: [...files].map((file) => relative(root, file)), packages: [...packages] };
}

function ours(name: string): string {
  const [, workspace = "", ...path] = name.split("/");
  const folder = existsSync(join(root, "apps", workspace)) ? "apps" : "packages";
  return `${folder}/${workspace}/src/${path.join("/")}.ts`;
}

const program = loaded("apps/server/bin/tagdeck.mjs");

it("has every file that the program loads", () => {
  expect(program.files.length).toBeGreaterThan(100);
  expect(program.files).toContain("packages/api/src/jobs/thread.ts");
  const copied = sources(final);
  const there = (file: string) =>
    copied.some((path) => file === path || file.startsWith(`${path}/`)) && !ignored(file);
  expect(program.files.filter((file) => !there(file))).toEqual([]);
});

it("has every package that the program loads, as a dependency of who loads it", () => {
  expect(program.packages.length).toBeGreaterThan(20);
  const missing = program.packages.filter((entry) => {
    const [folder = "", name = ""] = entry.split(" ");
    const { dependencies = {} }: { dependencies?: object } = JSON.parse(
      readFileSync(join(folder, "package.json"), "utf8"),
    );
    return !Object.hasOwn(dependencies, name);
  });
  expect(missing).toEqual([]);
});

it("is healthy while /healthz says so", async () => {
  const check = final.find(({ name }) => name === "HEALTHCHECK")?.text ?? "";
  const [, ...args]: string[] = JSON.parse(check.replace(/^CMD /, ""));
  let status = 200;
  const server = createServer((request, response) => {
    response.writeHead(request.url === "/healthz" ? status : 404).end();
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const PORT = String(typeof address === "object" ? address?.port : "");
  const health = async () => {
    const [code] = await once(spawn(process.execPath, args, { env: { PORT } }), "exit");
    return code;
  };
  expect(await health()).toBe(0);
  status = 503;
  expect(await health()).toBe(1);
  server.close();
  await once(server, "close");
  expect(await health()).toBe(1);
});

it.each(["compose.yaml", "compose.postgres.yaml"])(
  "%s knows settings, commands and files of ours",
  (file) => {
    const text = read(file);
    const names = [...text.matchAll(/^ +([A-Z][A-Z_]+): /gm)].map(([, name = ""]) => name);
    const known = `${read("apps/server/src/env.ts")} ${read("docker/postgres-roles.sh")} POSTGRES_PASSWORD`;
    expect(names.length).toBeGreaterThan(3);
    expect(names.filter((name) => !known.includes(name))).toEqual([]);
    const mounted = [...text.matchAll(/- (\.\/[^:]+):/g)].map(([, path = ""]) => path);
    expect(mounted.filter((path) => !existsSync(join(root, path)))).toEqual([]);
    expect(text).toContain(":/app/data");
  },
);

it("works with the roles that the compose file makes, of which neither is more than it must be", async () => {
  const postgres = await startPostgres();
  try {
    const { DATABASE_URL: url, DATABASE_DIRECT_URL: directUrl } = await makeRoles(postgres.url);
    const options = {
      url,
      directUrl,
      onError(error: Error) {
        throw error;
      },
    };
    await migrateDatabase(options);
    await migrateDatabase(options);
    const handle = openDatabase(options);
    expect(await handle.read(null, (db) => db.selectFrom("workspace").selectAll().execute())).toEqual([]);
    expect(await handle.wakes.waiting(Date.now())).toBe(0);
    await handle.close();
  } finally {
    await postgres.stop();
  }
});
