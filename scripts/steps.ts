import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export type Outcome = { ok: boolean; passed: number; failed: number };
export type Step = { name: string; heading: string; run: () => Promise<Outcome> };

const root = join(import.meta.dirname, "..");
const bin = (name: string) => join(root, "node_modules/.bin", name);

function run(command: string, args: string[]): Promise<boolean> {
  const options = { cwd: root, stdio: "inherit", shell: process.platform === "win32" } as const;
  const child = spawn(command, args, options);
  return new Promise((done) => {
    child.once("error", (error) => {
      console.error(error.message);
      done(false);
    });
    child.once("close", (code) => done(code === 0));
  });
}

export function check(name: string, heading: string, command: string, ...args: string[]): Step {
  return {
    name,
    heading,
    run: async () => ({
      ok: await run(command === "node" ? process.execPath : bin(command), args),
      passed: 0,
      failed: 0,
    }),
  };
}

/** Runs Vitest and reads the totals from its JSON report, so that they are what really ran. */
export function tests(name: string, heading: string, ...args: string[]): Step {
  return {
    name,
    heading,
    run: async () => {
      const folder = mkdtempSync(join(tmpdir(), "tagdeck-test-"));
      const report = join(folder, "report.json");
      try {
        const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
        const ok = await run(bin("vitest"), ["run", ...args, ...reporters]);
        return { ok, ...totals(report) };
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
  };
}

type Report = {
  numPassedTests: number;
  numFailedTests: number;
  testResults: { status: string; assertionResults: { status: string }[] }[];
};

/** The totals of a Vitest report; none when it was not written. */
export function totals(file: string): { passed: number; failed: number } {
  let report: Report;
  try {
    report = JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return { passed: 0, failed: 0 };
  }
  // A file can fail without a single test that does: it does not load, or what it prepares or cleans up throws.
  const alone = report.testResults.filter(
    ({ status, assertionResults }) =>
      status === "failed" && assertionResults.every((test) => test.status !== "failed"),
  );
  return { passed: report.numPassedTests, failed: report.numFailedTests + alone.length };
}
