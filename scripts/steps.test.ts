import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { totals } from "./steps.ts";

const modules = join(import.meta.dirname, "../node_modules");
const header = `import { afterAll, beforeAll, expect, test } from "vitest";\n`;
let root = "";

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "tagdeck-totals-"));
  mkdirSync(join(root, "src"));
  symlinkSync(modules, join(root, "node_modules"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function totalsOf(...files: string[]) {
  for (const [at, code] of files.entries()) writeFileSync(join(root, `src/${at}.test.ts`), header + code);
  const report = join(root, "report.json");
  const args = ["run", "--root", root, "--reporter=json", `--outputFile.json=${report}`];
  spawnSync(join(modules, ".bin/vitest"), args, { cwd: root });
  return totals(report);
}

test("counts the tests that passed and those that failed, in every file", () => {
  const both = `test("a", () => {}); test("b", () => expect(1).toBe(2)); test.skip("c", () => {});`;
  expect(totalsOf(both, `test("d", () => {});`)).toEqual({ passed: 2, failed: 1 });
});

test("counts a file that fails although no test of it does", () => {
  const broken = `import "./nowhere.ts";`;
  const unprepared = `beforeAll(() => { throw new Error("no"); }); test("a", () => {});`;
  const untidy = `afterAll(() => { throw new Error("no"); }); test("a", () => {});`;
  expect(totalsOf(broken, unprepared, untidy)).toEqual({ passed: 1, failed: 3 });
});

test("knows nothing of a run that wrote no report", () => {
  expect(totals(join(root, "nothing.json"))).toEqual({ passed: 0, failed: 0 });
});
