import { randomUUID } from "node:crypto";
import type { MiddlewareHandler } from "hono";
import type { Logger } from "pino";
import type { Metrics } from "./metrics.ts";

export type HttpEnv = {
  Variables: { requestId: string; clientIp: string };
  /** What @hono/node-server binds; absent in tests that call the app without a server. */
  Bindings: { incoming?: { socket: { remoteAddress?: string | undefined } } };
};

/** Gives each request an id and an address, and logs it without personal data: no query, no body, no names. */
export function requests(
  log: Logger,
  metrics: Metrics,
  options: { trustProxy: boolean; routes: ReadonlySet<string> },
): MiddlewareHandler<HttpEnv> {
  return async (c, next) => {
    const requestId = randomUUID();
    c.set("requestId", requestId);
    const forwarded = options.trustProxy
      ? c.req.header("x-forwarded-for")?.split(",").at(-1)?.trim()
      : undefined;
    c.set("clientIp", forwarded ?? c.env.incoming?.socket.remoteAddress ?? "unknown");
    const start = performance.now();
    await next();
    const ms = performance.now() - start;
    c.res.headers.set("x-request-id", requestId);
    const route = routeOf(c.req.path, options.routes);
    metrics.requests.observe({ method: c.req.method, route, status: c.res.status }, ms / 1_000);
    const entry = { requestId, method: c.req.method, route, status: c.res.status, ms: Math.round(ms) };
    if (c.res.status >= 500) log.error(entry, "request failed");
    else if (route !== "/healthz" && route !== "/readyz" && route !== "/metrics") log.info(entry, "request");
  };
}

/** A path without what names a person, a tag or a secret, and of few values, whatever strangers ask for. */
function routeOf(path: string, known: ReadonlySet<string>): string {
  if (known.has(path)) return path;
  if (path.startsWith("/trpc/")) return path.includes(",") ? "/trpc/batch" : "/trpc/*";
  const first = path.split("/")[1] ?? "";
  return ["admin", "auth", "embed", "exports"].includes(first) ? `/${first}/*` : "/*";
}
