import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { afterEach } from "vitest";
import type { JobTimes } from "../jobs/job.ts";
import type { TestDatabase } from "./databases.ts";

type Options = {
  times?: Partial<JobTimes>;
  /** The address of the module that lists the kinds of jobs; without one the program's own. */
  kinds?: string;
};

const entry = new URL("./job-process.ts", import.meta.url).pathname;
const ownKinds = new URL("../jobs/kinds.ts", import.meta.url).href;

/** Processes that run the jobs of a suite's database, to be killed in the middle; none outlives its test. */
export function useJobProcesses(
  database: () => TestDatabase,
  { times = { lease: 1_000, look: 50 }, kinds = ownKinds }: Options = {},
) {
  const children: ChildProcess[] = [];
  afterEach(async () => {
    for (const child of children.splice(0)) await kill(child);
  });
  async function kill(child: ChildProcess): Promise<void> {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exit = once(child, "exit");
    child.kill("SIGKILL");
    await exit;
  }
  function aProcess(): ChildProcess {
    const given = [database().url, JSON.stringify(times), kinds];
    const child = spawn(process.execPath, [entry, ...given], { stdio: ["ignore", "inherit", "inherit"] });
    children.push(child);
    return child;
  }
  return { aProcess, kill };
}
