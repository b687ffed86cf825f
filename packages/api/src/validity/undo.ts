import { DomainError } from "@tagdeck/core/errors";
import { z } from "zod";
import type { Context } from "../context.ts";
import * as feed from "../feed/store.ts";
import { enqueueJob } from "../jobs/service.ts";
import * as operations from "../operations/store.ts";
import type { OperationRow } from "../operations/store.ts";
import type { UndoHandler } from "../operations/undo-handler.ts";
import * as many from "../tags/many-store.ts";
import * as workspaces from "../workspaces/store.ts";
import { writeValidity } from "./change.ts";
import { recalculateJob, RuleState } from "./kinds.ts";

const Days = z.number().nullable();

const common = {
  changes: ["rule"],
  needs: ["rule", "life", "rows"],
  whileRunning: true,
  async lock(ctx, operation) {
    await many.lock(ctx, stateOf(operation).tags);
    return [];
  },
} as const satisfies Partial<UndoHandler>;

/** The tag has its former validity; what its change had ended comes back in the background, unless it was changed since. */
export const tagValidity = {
  ...common,
  kind: "tag.validity",
  async takeBack(ctx, operation) {
    const { tags, from, to } = stateOf(operation);
    const [row] = await many.lockLive(ctx, tags);
    if (!row || row.validity_days !== to) throw new DomainError("undo_superseded");
    const change = { from: Days.parse(to), to: Days.parse(from), operationId: operation.id };
    await writeValidity(ctx, { id: row.id, ...change });
    await goOn(ctx, operation);
    return { tagIds: tags };
  },
} as const satisfies UndoHandler;

/** The same of the workspace's zone and all its temporary tags. */
export const workspaceZone = {
  ...common,
  kind: "workspace.zone",
  async takeBack(ctx, operation) {
    const { tags, from, to } = stateOf(operation);
    const row = await workspaces.lock(ctx);
    if (row.time_zone !== to) throw new DomainError("undo_superseded");
    await workspaces.setTimeZone(ctx, z.string().parse(from));
    await many.touch(ctx, tags);
    await feed.append(ctx, { kind: "workspace" });
    await goOn(ctx, operation);
    return { tagIds: tags };
  },
} as const satisfies UndoHandler;

async function goOn(ctx: Context, { id }: OperationRow): Promise<void> {
  await operations.setJob(ctx, id, await enqueueJob(ctx, recalculateJob, { operationId: id, back: true }));
}

function stateOf(operation: OperationRow): z.infer<typeof RuleState> {
  return RuleState.parse(JSON.parse(operation.state));
}
