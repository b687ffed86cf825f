import { isSqliteUrl } from "@tagdeck/api/db/open";
import { startWorker } from "@tagdeck/api/start";
import { publicUrlOf, UserFault } from "./env.ts";
import { openFilesSettings } from "./files.ts";
import { openMigrated, type Program } from "./program.ts";
import { stopSignal } from "./stop-signal.ts";

/** Runs jobs, and nothing else, until SIGINT or SIGTERM: beside `serve`, to take work off it. */
export async function workProgram(program: Program): Promise<void> {
  const { env, log } = program;
  if (isSqliteUrl(env.DATABASE_URL)) {
    throw new UserFault("On SQLite `tagdeck serve` runs the jobs itself; more processes need PostgreSQL.");
  }
  const files = openFilesSettings(env);
  const stopped = stopSignal();
  const database = await openMigrated(program);
  const worker = await startWorker({ database, log, publicUrl: publicUrlOf(env), files });
  process.stdout.write("\n  Tagdeck's worker is ready.\n\n");
  await stopped;
  log.info("stopping");
  await worker.stop();
}
