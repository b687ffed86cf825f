import type { JobRegistry } from "./job.ts";

/** The kinds of jobs there are; those of another module in tests. Loaded where jobs run, and only there. */
export async function loadRegistry(address: string | undefined): Promise<JobRegistry> {
  // safe because whoever names a module names one of this form
  return address === undefined ? import("./kinds.ts") : ((await import(address)) as JobRegistry);
}
