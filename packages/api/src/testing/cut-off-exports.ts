import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { runExports } from "../exports/run-job.ts";
import type { FileStore } from "../files/file-store.ts";
import { openFiles } from "../files/open.ts";
import type { JobHandler, JobSchedule, JobSettings } from "../jobs/job.ts";

/** Exports whose files come to a stand after a few pieces, for tests that kill the process there. */
export function jobHandlers({ files: settings }: JobSettings): JobHandler[] {
  if (settings.kind !== "disk") throw new Error("only for a folder");
  const { folder } = settings;
  const files = openFiles(settings);
  async function* halted(content: AsyncIterable<string | Uint8Array>, signal: AbortSignal | undefined) {
    let pieces = 0;
    for await (const piece of content) {
      yield piece;
      pieces += 1;
      if (pieces === 3) {
        writeFileSync(join(folder, "half-way"), "");
        await new Promise((resolve) => signal?.addEventListener("abort", resolve));
      }
    }
  }
  const store: FileStore = {
    ...files,
    put: (name, content, signal) => files.put(name, halted(content, signal), signal),
  };
  return [runExports(store)];
}

export const jobSchedules: readonly JobSchedule[] = [];
