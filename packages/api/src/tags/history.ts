import { DomainError } from "@tagdeck/core/errors";
import type { TagHistoryEntry } from "@tagdeck/core/tags/history";
import type { TagHistory } from "@tagdeck/core/tags/inputs";
import { z } from "zod";
import * as actors from "../actors/store.ts";
import { authorize, type Context, iso } from "../context.ts";
import { decodeCursor, encodeCursor } from "../paging.ts";
import * as log from "./log.ts";
import * as tags from "./store.ts";

const Change = z.object({ from: z.string(), to: z.string() }).optional();
const Details = z.object({
  name: z.union([z.string(), z.object({ from: z.string(), to: z.string() })]).optional(),
  color: Change,
  description: Change,
  alias: Change,
  validity: Change,
  contactCount: z.number().optional(),
  others: z.array(z.string()).default([]),
});

/** What happened to a tag itself, newest first; a deleted one's too. */
export async function tagHistory(
  ctx: Context,
  { id, limit, cursor }: TagHistory,
): Promise<{ items: TagHistoryEntry[]; nextCursor: string | null }> {
  authorize(ctx, "tags.read");
  if (!(await tags.vocabulary(ctx)).has(id)) throw new DomainError("tag_not_found", { id });
  const before = cursor
    ? decodeCursor(cursor, [0, 0] as const)
    : ([Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER] as const);
  const rows = await log.list(ctx, id, { before, limit: limit + 1 });
  const shown = rows.slice(0, limit);
  const people = await actors.byId(
    ctx,
    shown.map(({ actor_id }) => actor_id),
  );
  const wide = await log.wideOperations(
    ctx,
    shown.flatMap(({ operation_id }) => operation_id ?? []),
  );
  const me = await actors.find(ctx);
  const last = shown.at(-1);
  return {
    items: shown.map((row): TagHistoryEntry => {
      const { name, color, description, alias, validity, contactCount, others } = Details.parse(
        JSON.parse(row.details),
      );
      const actor = people.get(row.actor_id);
      return {
        seq: row.seq,
        kind: log.kindName(row.kind),
        at: iso(row.at),
        actor: {
          kind: actors.kindOf(actor?.kind),
          name: actor?.name ?? "",
          isYou: me !== null && row.actor_id === me,
        },
        changes: {
          ...(typeof name === "object" && { name }),
          ...(color && { color }),
          ...(description && { description }),
          ...(alias && { alias }),
          ...(validity && { validity }),
        },
        name: typeof name === "string" ? name : null,
        contactCount: contactCount ?? null,
        others,
        wide: wide.has(row.operation_id ?? 0),
      };
    }),
    nextCursor: rows.length > shown.length && last ? encodeCursor([last.at, last.seq]) : null,
  };
}
