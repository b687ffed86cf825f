import { DomainError } from "@tagdeck/core/errors";
import { authorize, type Context } from "../context.ts";

/** A panel may be limited to some contacts, and has no lists to choose many from. */
export function authorizeBulk(ctx: Context): void {
  authorize(ctx, "tags.apply");
  if (ctx.principal.kind === "panel") throw new DomainError("forbidden", { permission: "tags.apply" });
}
