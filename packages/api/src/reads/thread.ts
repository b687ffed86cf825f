import { DomainError } from "@tagdeck/core/errors";
import { createKernel, inWorkspace } from "../context.ts";
import { enterThread } from "../db/sqlite-thread.ts";
import type { HeavyReadRegistry, ReadAnswer, ReadOrder, ReadThreadData } from "./heavy-read.ts";

// The thread that does heavy reads on SQLite, one after another.
const thread = enterThread();
// safe because heavy-read.ts gives it
const { registry } = thread.data as ReadThreadData;
// safe because whoever names a module names one of this form
const { heavyReads }: HeavyReadRegistry =
  registry === undefined ? await import("./kinds.ts") : ((await import(registry)) as HeavyReadRegistry);
const kernel = createKernel(thread.database);

// safe because heavy-read.ts says nothing else
thread.onMessage((message) => void carryOut(message as ReadOrder).then(thread.say));
thread.onStop(() => process.exit());

async function carryOut({ id, scope, now, name, input }: ReadOrder): Promise<ReadAnswer> {
  try {
    const read = heavyReads.find((known) => known.name === name);
    if (!read) throw new Error(`there is no read ${name}`);
    const value = await inWorkspace({ ...kernel, now: () => now }, scope, (ctx) => read.run(ctx, input));
    return { id, value };
  } catch (error) {
    if (error instanceof DomainError) return { id, refused: { code: error.code, details: error.details } };
    return { id, failed: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
