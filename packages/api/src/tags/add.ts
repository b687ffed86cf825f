import { defaultTagColor } from "@tagdeck/core/tags/color";
import type { CreateTag } from "@tagdeck/core/tags/inputs";
import { parseTagName, tagKey } from "@tagdeck/core/tags/name";
import * as activity from "../activity/store.ts";
import type { Context } from "../context.ts";
import type { TagRow } from "../db/schema.ts";
import * as log from "./log.ts";
import { claimName, refuseTaken } from "./names.ts";
import * as tags from "./store.ts";

/** Adds a tag to the vocabulary. Who may is the calling service's question. */
export async function addTag(ctx: Context, input: CreateTag): Promise<TagRow> {
  const name = parseTagName(input.name, ctx.workspace.settings.tagNameMax);
  const key = tagKey(name);
  await refuseTaken(ctx, key);
  const row = await tags.insert(ctx, {
    name,
    key,
    color: input.color ?? defaultTagColor(key),
    description: input.description ?? "",
    validityDays: input.validityDays ?? null,
  });
  await claimName(ctx, row.id, { name, key });
  await log.append(ctx, row.id, { kind: "created", details: { name } });
  await activity.record(ctx, "tags.create", { subject: `tag:${row.id}`, details: { name } });
  return row;
}
