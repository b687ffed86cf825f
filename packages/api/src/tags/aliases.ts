import { aliasMax } from "@tagdeck/core/tags/alias";
import { DomainError } from "@tagdeck/core/errors";
import type { TagAlias } from "@tagdeck/core/tags/inputs";
import { parseTagName, tagKey } from "@tagdeck/core/tags/name";
import * as activity from "../activity/store.ts";
import { authorize, type Context } from "../context.ts";
import type { TagRow } from "../db/schema.ts";
import * as log from "./log.ts";
import { refuseTaken } from "./names.ts";
import * as tags from "./store.ts";

export type TagAliases = { names: string[] };

/** The other names by which a tag is found. */
export async function listAliases(ctx: Context, id: number): Promise<TagAliases> {
  authorize(ctx, "tags.read");
  return aliasesOf(ctx, id);
}

async function aliasesOf(ctx: Context, id: number): Promise<TagAliases> {
  const word = (await tags.vocabulary(ctx)).get(id);
  if (!word || word.deleted) throw new DomainError("tag_not_found", { id });
  return { names: word.aliases.map(({ name }) => name) };
}

/**
 * Gives a tag another name, which an old file or program may still use.
 *
 * @throws DomainError `tag_name_taken`, `tag_name_is_alias`; details: the `tag` that has it
 */
export async function addAlias(ctx: Context, { id, name: typed }: TagAlias): Promise<TagAliases> {
  authorize(ctx, "tags.merge");
  await lockLive(ctx, id);
  const name = parseTagName(typed, ctx.workspace.settings.tagNameMax);
  const key = tagKey(name);
  await tags.queueUp(ctx);
  if ((await tags.namesOf(ctx, id)).length > aliasMax)
    throw new DomainError("tag_aliases_full", { max: aliasMax });
  if (!(await tags.claimName(ctx, { key, name, tagId: id, isAlias: true }))) await refuseTaken(ctx, key);
  return changed(ctx, id, { from: "", to: name });
}

/** Takes another name of a tag away: it is free from then on. */
export async function removeAlias(ctx: Context, { id, name }: TagAlias): Promise<TagAliases> {
  authorize(ctx, "tags.merge");
  await lockLive(ctx, id);
  await tags.queueUp(ctx);
  if (await tags.releaseAlias(ctx, tagKey(name), id)) return changed(ctx, id, { from: name, to: "" });
  return aliasesOf(ctx, id);
}

async function changed(ctx: Context, id: number, alias: { from: string; to: string }): Promise<TagAliases> {
  await tags.update(ctx, id);
  await log.append(ctx, id, { kind: "changed", details: { alias } });
  await activity.record(ctx, "tags.alias", { subject: `tag:${id}`, details: { alias } });
  return aliasesOf(ctx, id);
}

async function lockLive(ctx: Context, id: number): Promise<TagRow> {
  const row = await tags.lock(ctx, id);
  if (!row || row.deleted_at !== null) throw new DomainError("tag_not_found", { id });
  return row;
}
