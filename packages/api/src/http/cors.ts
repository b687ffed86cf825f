import type { MiddlewareHandler } from "hono";
import * as embed from "../embed/store.ts";
import type { Services } from "../services.ts";
import type { HttpEnv } from "./request.ts";

/**
 * Lets pages of the origins that a workspace has listed call, by bearer token only: no credentials are
 * allowed, so another site's page can never use the session cookie.
 */
export function panelCors({ kernel, ownOrigins }: Services): MiddlewareHandler<HttpEnv> {
  return async (c, next) => {
    const origin = c.req.header("origin");
    const foreign = origin !== undefined && !ownOrigins.includes(origin);
    const allowed = foreign && (await kernel.database.read(null, (db) => embed.anyAllows(db, origin)));
    if (c.req.method === "OPTIONS") {
      if (!allowed) return c.body(null, 403);
      return c.body(null, 204, {
        "access-control-allow-origin": origin,
        "access-control-allow-methods": "GET, POST",
        "access-control-allow-headers":
          "authorization, content-type, last-event-id, trpc-accept, x-tagdeck-sessions",
        "access-control-max-age": "7200",
        vary: "origin",
      });
    }
    await next();
    c.res.headers.append("vary", "origin");
    if (allowed) {
      c.res.headers.set("access-control-allow-origin", origin);
      c.res.headers.set("access-control-expose-headers", "x-request-id, retry-after");
    }
  };
}
