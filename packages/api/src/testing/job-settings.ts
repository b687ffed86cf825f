import type { JobSettings } from "../jobs/job.ts";

/** For jobs that neither write files nor tell addresses. */
export const noSettings: JobSettings = {
  publicUrl: "http://127.0.0.1",
  files: { kind: "disk", folder: "/dev/null/no-files" },
};
