import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

const repository = join(import.meta.dirname, "..");
const oxlint = join(repository, "node_modules/.bin/oxlint");

type Offence = { what: string; file: string; code: string; rule: string };
const offence = (what: string, file: string, code: string, rule = "no-restricted-imports"): Offence => ({
  what,
  file,
  code,
  rule,
});

const use = (name: string, from: string) =>
  `import { ${name} } from "${from}";\nexport const used = ${name};\n`;
const browserFiles = ["packages/ui/src/a.ts", "packages/widget/src/tags/a.tsx", "packages/admin/src/a.tsx"];

const offences: Offence[] = [
  offence("core uses Node", "packages/core/src/tags/a.ts", use("readFileSync", "node:fs")),
  offence(
    "core uses Node by its bare name",
    "packages/core/src/tags/b.ts",
    use("readFileSync", "fs"),
    "prefer-node-protocol",
  ),
  offence("core uses Preact", "packages/core/src/tags/c.ts", use("h", "preact")),
  offence("core uses Preact's hooks", "packages/core/src/tags/d.ts", use("useState", "preact/hooks")),
  offence("core uses Hono", "packages/core/src/tags/e.ts", use("Hono", "hono")),
  offence("core uses Kysely", "packages/core/src/tags/f.ts", use("sql", "kysely")),
  offence("core uses the API", "packages/core/src/tags/g.ts", use("x", "@tagdeck/api/router")),

  offence("a router uses its store", "packages/api/src/tags/router.ts", use("x", "./store.ts")),
  offence(
    "a router uses another slice's store",
    "packages/api/src/a/router.ts",
    use("x", "../tags/store.ts"),
  ),
  offence("a router uses the database", "packages/api/src/b/router.ts", use("x", "../db/database.ts")),
  offence("a router uses Kysely", "packages/api/src/c/router.ts", use("sql", "kysely")),
  offence(
    "a service uses another slice's service",
    "packages/api/src/a/service.ts",
    use("x", "../tags/service.ts"),
  ),
  offence("a service uses a router", "packages/api/src/b/service.ts", use("x", "../tags/router.ts")),
  offence("a service writes SQL", "packages/api/src/c/service.ts", use("sql", "kysely")),
  offence("a service uses a driver", "packages/api/src/d/service.ts", use("Pool", "pg")),
  offence("a store uses its service", "packages/api/src/a/store.ts", use("x", "./service.ts")),
  offence(
    "a store uses another slice's service",
    "packages/api/src/b/store.ts",
    use("x", "../tags/service.ts"),
  ),
  offence("a store uses a router", "packages/api/src/c/store.ts", use("x", "./router.ts")),
  offence("a store writes SQL", "packages/api/src/d/store.ts", use("sql", "kysely")),
  offence("a store uses a driver", "packages/api/src/e/store.ts", use("Pool", "pg")),
  offence("a use case beside a service writes SQL", "packages/api/src/a/merge.ts", use("sql", "kysely")),
  offence(
    "a use case uses another slice's service",
    "packages/api/src/b/merge.ts",
    use("x", "../tags/service.ts"),
  ),
  offence("a file at the top of the API writes SQL", "packages/api/src/a.ts", use("sql", "kysely")),
  offence(
    "a driver outside the database folder",
    "packages/api/src/a/thing.ts",
    use("Database", "better-sqlite3"),
  ),
  offence("the server writes SQL", "apps/server/src/a.ts", use("sql", "kysely")),
  offence("the server uses a driver", "apps/server/src/b.ts", use("Pool", "pg")),

  ...browserFiles.flatMap((file) => [
    offence("the browser takes a value from the API", file, use("x", "@tagdeck/api/router")),
    offence("the browser bundles tRPC's server", file, use("x", "@trpc/server")),
    offence("the browser bundles zod", file, use("z", "zod")),
    offence("the browser bundles zod's core", file, use("z", "zod/v4/core")),
    offence("the browser takes core's schemas", file, use("x", "@tagdeck/core/tags/inputs")),
    offence("the browser takes the tables of duplicates", file, use("x", "@tagdeck/core/tags/duplicates")),
    offence("the browser uses Node", file, use("x", "node:path")),
    offence("the browser uses Zag's Portal", file, use("Portal", "@zag-js/preact")),
  ]),
  ...["packages/react/src/a.ts", "packages/vue/src/a.ts"].flatMap((file) => [
    offence("a wrapper bundles the panel", file, use("mount", "@tagdeck/widget/mount")),
    offence("a wrapper uses the inside of the panel", file, use("x", "@tagdeck/widget/view/panel")),
    offence("a wrapper uses what panel and console share", file, use("x", "@tagdeck/ui/problem")),
    offence("a wrapper uses Preact", file, use("h", "preact")),
    offence("a wrapper uses Node", file, use("x", "node:path")),
  ]),
  offence(
    "a type import that leaves an import behind",
    "packages/admin/src/b.ts",
    `import { type R } from "@tagdeck/api/router";\nexport type S = R;\n`,
    "no-import-type-side-effects",
  ),

  offence("a folder for anything", "packages/api/src/utils/dates.ts", "export const a = 1;\n", "max-lines"),
  offence("a helpers folder", "packages/ui/src/helpers/dates.ts", "export const a = 1;\n", "max-lines"),
  offence("a file for anything", "packages/admin/src/common.tsx", "export const a = 1;\n", "max-lines"),
  offence("a barrel", "packages/core/src/tags/index.ts", `export { x } from "./name.ts";\n`, "max-lines"),
  offence("a default export", "packages/core/src/tags/h.ts", "export default 1;\n", "no-default-export"),
  offence(
    "settings read outside env.ts",
    "packages/api/src/a/b.ts",
    "export const a = process.env.PORT;\n",
    "no-process-env",
  ),
  offence(
    "settings read elsewhere in the server",
    "apps/server/src/c.ts",
    "export const a = process.env.PORT;\n",
    "no-process-env",
  ),
  offence("printing from a service", "packages/api/src/a/c.ts", "console.log(1);\n", "no-console"),
  offence("any", "packages/api/src/a/d.ts", "export const a: any = 1;\n", "no-explicit-any"),
  offence(
    "a non-null assertion",
    "packages/api/src/a/e.ts",
    "export const a = (b?: string) => b!;\n",
    "no-non-null-assertion",
  ),
  offence(
    "a file not in kebab-case",
    "packages/api/src/a/fooBar.ts",
    "export const a = 1;\n",
    "filename-case",
  ),
  offence("a cycle", "packages/core/src/a/one.ts", use("two", "./two.ts").replace("used", "one"), "no-cycle"),
];

const allowed = [
  {
    file: "packages/api/src/db/a.ts",
    code: use("sql", "kysely") + `import { Pool } from "pg";\nexport const p = Pool;\n`,
  },
  { file: "packages/api/src/db/migrations/a.ts", code: use("sql", "kysely") },
  { file: "packages/api/src/testing/a.ts", code: use("Pool", "pg") },
  {
    file: "packages/api/src/good/store.ts",
    code: `import type { Kysely } from "kysely";\nexport type K = Kysely<unknown>;\n`,
  },
  { file: "packages/api/src/good/router.ts", code: use("x", "./service.ts") },
  { file: "packages/api/src/good/service.ts", code: use("x", "../tags/store.ts") },
  { file: "packages/api/src/better/service.ts", code: use("x", "../operations/service.ts") },
  {
    file: "packages/widget/src/good.ts",
    code: `import type { R } from "@tagdeck/api/router";\nexport type S = R;\n`,
  },
  {
    file: "packages/admin/src/good.ts",
    code: `import type { R } from "@tagdeck/core/tags/inputs";\nexport type S = R;\n`,
  },
  { file: "packages/react/src/good.ts", code: use("attachPanel", "@tagdeck/widget/attach") },
  {
    file: "packages/vue/src/good.ts",
    code: `import type { PanelHandle } from "@tagdeck/widget/host-api";\nexport type H = PanelHandle;\n`,
  },
  { file: "packages/admin/vite.config.ts", code: "export default {};\n" },
  { file: "apps/server/src/env.ts", code: "export const a = process.env.PORT;\n" },
];

type Report = { diagnostics: { code: string; filename: string }[] };
let folder = "";

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "tagdeck-boundaries-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function rulesBroken(name: string, files: { file: string; code: string }[]): string[] {
  const root = join(folder, name);
  for (const { file, code } of files) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), code);
  }
  copyFileSync(join(repository, ".oxlintrc.json"), join(root, ".oxlintrc.json"));
  const { stdout } = spawnSync(oxlint, ["--format=json", "."], { cwd: root, encoding: "utf8" });
  const report: Report = JSON.parse(stdout);
  return report.diagnostics.map(({ code, filename }) => `${filename}: ${code.replace(/^.*\((.*)\)$/, "$1")}`);
}

test.each(offences)("$what is refused ($file)", ({ file, code, rule }) => {
  const other = { file: "packages/core/src/a/two.ts", code: use("one", "./one.ts").replace("used", "two") };
  const name = `offence-${offences.findIndex((one) => one.file === file && one.code === code)}`;
  const files = rule === "no-cycle" ? [{ file, code }, other] : [{ file, code }];
  expect(rulesBroken(name, files)).toContain(`${file}: ${rule}`);
});

test("what the rules allow passes", () => {
  expect(rulesBroken("allowed", allowed)).toEqual([]);
});
