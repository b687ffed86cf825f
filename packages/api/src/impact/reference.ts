import type { ReferenceKind } from "@tagdeck/core/tags/impact";
import type { Context } from "../context.ts";

/** Something that refers to tags by their ids. */
export type Reference = {
  readonly kind: ReferenceKind;
  /** How many of them refer to each of these tags now; without a line = none. */
  count(ctx: Context, tagIds: readonly number[]): Promise<Map<number, number>>;
};
