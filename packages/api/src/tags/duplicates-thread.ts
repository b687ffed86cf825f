import { parentPort } from "node:worker_threads";
import { findDuplicates } from "@tagdeck/core/tags/duplicates";
import type { FinderAnswer, FinderOrder } from "./duplicates-finder.ts";

// The thread that compares names, so that nobody waits for it, and that has the tables it takes.
parentPort?.on("message", ({ id, names }: FinderOrder) => {
  const port = parentPort;
  try {
    port?.postMessage({ id, found: findDuplicates(names) } satisfies FinderAnswer);
  } catch (error) {
    port?.postMessage({ id, failed: String(error) } satisfies FinderAnswer);
  }
});
