import { z } from "zod";
import type { FileStore } from "../files/file-store.ts";
import { handleJob, type JobHandler, type JobKind } from "../jobs/job.ts";
import { fileLife } from "./run-job.ts";
import * as exports from "./store.ts";

/** For how long it is known that an export was made, in ms. */
const rowLife = 30 * 86_400_000;
const portion = 100;

export const expireExportsJob = {
  name: "exports.expire",
  input: z.strictObject({}),
} satisfies JobKind<Record<string, never>>;

/** Removes files that nobody may fetch any more, those too of exports that never ended well; later their rows. */
export function expireExports(files: FileStore): JobHandler {
  return handleJob(expireExportsJob, {
    keepDays: 0,
    async run(run) {
      for (let more = true; more;) {
        const old = await run.read((ctx) => exports.listFilesBefore(ctx, ctx.now - fileLife, portion));
        for (const { file } of old) await files.remove(file);
        await run.write(async (ctx) => {
          for (const { id } of old) await exports.update(ctx, id, { removed_at: ctx.now });
        });
        more = old.length === portion;
      }
      for (let more = true; more;) {
        await run.write(async (ctx, step) => {
          do {
            more = (await exports.removeBefore(ctx, ctx.now - rowLife, portion)) === portion;
          } while (more && step.hasTime());
        });
      }
    },
  });
}
