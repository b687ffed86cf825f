import { DomainError } from "@tagdeck/core/errors";
import type { TagImpact } from "@tagdeck/core/tags/impact";
import { authorize, type Context } from "../context.ts";
import { impactOf } from "../impact/service.ts";
import * as tags from "./store.ts";
import { viewWord } from "./view.ts";

const shown = 5;

/** What a change of these tags would touch, exactly, however the workspace counts in its lists. */
export async function impactOfTags(ctx: Context, ids: readonly number[]): Promise<TagImpact> {
  authorize(ctx, "tags.read");
  const words = await tags.vocabulary(ctx);
  const live = [...new Set(ids)].flatMap((id) => words.get(id) ?? []).filter(({ deleted }) => !deleted);
  if (live.length === 0) throw new DomainError("tag_not_found");
  const { contacts, expectedCount, references } = await impactOf(
    ctx,
    live.map(({ id }) => id),
  );
  const largest = live
    .map((word) => viewWord(word, contacts.get(word.id) ?? 0))
    .sort((a, b) => (b.contactCount ?? 0) - (a.contactCount ?? 0))
    .slice(0, shown);
  return { tags: live.length, expectedCount, references, largest };
}
