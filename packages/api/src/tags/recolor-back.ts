import { DomainError } from "@tagdeck/core/errors";
import { z } from "zod";
import type { Context } from "../context.ts";
import type { OperationRow } from "../operations/store.ts";
import type { UndoHandler } from "../operations/undo-handler.ts";
import * as log from "./log.ts";
import * as many from "./many-store.ts";

const Recolored = z.object({
  tags: z.array(z.object({ id: z.number(), color: z.string() })),
  to: z.string(),
});

export const recolorTags = {
  kind: "tags.recolor",
  changes: ["look"],
  needs: ["look", "life"],
  async lock(ctx, operation) {
    await many.lock(
      ctx,
      Recolored.parse(JSON.parse(operation.state)).tags.map(({ id }) => id),
    );
    return [];
  },
  takeBack: recolorBack,
} as const satisfies UndoHandler;

/** Gives back their colours to tags that still have the one an operation gave them. */
async function recolorBack(
  ctx: Context,
  operation: OperationRow,
): Promise<{ tagIds: number[]; leftAlone: number }> {
  const state = Recolored.parse(JSON.parse(operation.state));
  const before = new Map(state.tags.map(({ id, color }) => [id, color]));
  const rows = (await many.lockLive(ctx, [...before.keys()])).filter(({ color }) => color === state.to);
  if (rows.length === 0) throw new DomainError("undo_superseded");
  for (const [color, same] of Map.groupBy(rows, ({ id }) => before.get(id) ?? state.to)) {
    await many.update(
      ctx,
      same.map(({ id }) => id),
      { color },
    );
  }
  await log.appendMany(
    ctx,
    rows.map(({ id, color }) => ({ tagId: id, details: { color: { from: color, to: before.get(id) } } })),
    { kind: "changed", operationId: operation.id },
  );
  return { tagIds: rows.map(({ id }) => id), leftAlone: before.size - rows.length };
}
