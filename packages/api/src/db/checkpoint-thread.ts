import { fsyncSync } from "node:fs";
import { parentPort, workerData } from "node:worker_threads";
import { connectTo } from "./sqlite-file.ts";

/** `begin` a checkpoint, then `finish` it in the write turn. */
export type CheckpointOrder = "begin" | "finish";
/** Asks for the write turn, or says that all is done. */
export type CheckpointMessage = "ask" | "done";

// safe because the checkpointer gives it
const { path, descriptor } = workerData as { path: string; descriptor: number };
const connection = connectTo(path);

// Two steps: all but the newest pages without holding up anybody, and their sync; then, while nobody
// writes, the few that came meanwhile. After that the log is written from its beginning again.
parentPort?.on("message", (order: CheckpointOrder) => {
  connection.pragma("wal_checkpoint(passive)");
  if (order === "begin") fsyncSync(descriptor);
  const answer: CheckpointMessage = order === "begin" ? "ask" : "done";
  parentPort?.postMessage(answer);
});
