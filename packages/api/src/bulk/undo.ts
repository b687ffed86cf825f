import { enqueueJob } from "../jobs/service.ts";
import * as operations from "../operations/store.ts";
import type { UndoHandler } from "../operations/undo-handler.ts";
import { doerOf } from "./doer.ts";
import { bulkBackJob } from "./kinds.ts";

/** Tags of many contacts: what was done so far is taken back in the background, contact by contact. */
export const bulkContacts = {
  kind: "contacts.bulk",
  changes: [],
  needs: ["rows"],
  whileRunning: true,
  lock: () => Promise.resolve([]),
  async takeBack(ctx, { id }) {
    const jobId = await enqueueJob(ctx, bulkBackJob, { operationId: id, doer: doerOf(ctx) });
    await operations.setJob(ctx, id, jobId);
    return {};
  },
} as const satisfies UndoHandler;
