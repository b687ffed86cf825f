import { trpcServer } from "@hono/trpc-server";
import { DomainError } from "@tagdeck/core/errors";
import { ClaimGrant, ExchangeToken } from "@tagdeck/core/embed/inputs";
import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { authEndpoints, clientIpHeader } from "./auth/auth.ts";
import { resolveCaller } from "./auth/principal.ts";
import { exchangeToken } from "./embed/exchange.ts";
import { claimGrant } from "./embed/grants.ts";
import { problem } from "./errors.ts";
import { exportFiles } from "./exports/download.ts";
import { historyFiles } from "./history/csv.ts";
import { panelCors } from "./http/cors.ts";
import type { Metrics } from "./http/metrics.ts";
import { rateLimit } from "./http/rate-limit.ts";
import { type HttpEnv, requests } from "./http/request.ts";
import { appRouter } from "./router.ts";
import type { Services } from "./services.ts";
import type { RequestContext } from "./trpc.ts";

/** The most calls in one tRPC batch. */
const batchLimit = 30;

const routes: ReadonlySet<string> = new Set([
  ...Object.keys(appRouter._def.procedures).map((path) => `/trpc/${path}`),
  ...[...authEndpoints].map((endpoint) => endpoint.replace(/^\w+ /, "")),
  "/embed/session",
  "/embed/grant",
  "/embed/frame",
  "/embed/sign-in",
  "/healthz",
  "/readyz",
  "/metrics",
]);

export type AppOptions = {
  services: Services;
  metrics: Metrics;
  trustProxy: boolean;
  /** Exchanges of panel tokens per minute and address. */
  panelSessionsPerMinute: number;
};

/** The HTTP side of the program: `/trpc`, `/auth`, `/embed/session`, `/healthz`, `/readyz`, `/metrics`. */
export function createApp({
  services,
  metrics,
  trustProxy,
  panelSessionsPerMinute,
}: AppOptions): Hono<HttpEnv> {
  const { kernel, auth, log, ownOrigins } = services;
  const app = new Hono<HttpEnv>();
  app.use(requests(log, metrics, { trustProxy, routes }));
  app.use(async (c, next) => {
    await next();
    // On the answer itself: Hono's own c.header would make a new Response for each.
    c.res.headers.set("x-content-type-options", "nosniff");
    c.res.headers.set("referrer-policy", "no-referrer");
    if (services.publicUrl.startsWith("https:")) {
      c.res.headers.set("strict-transport-security", "max-age=31536000; includeSubDomains");
    }
  });
  const limited = bodyLimit({
    maxSize: 1_048_576,
    onError: () => {
      throw new DomainError("invalid_input", { issues: [{ path: "", message: "the body is over 1 MiB" }] });
    },
  });

  app.get("/healthz", (c) => c.json({ status: "ok" }));
  app.get("/readyz", async (c) => {
    if (services.closing.aborted) return c.json({ status: "closing" }, 503);
    try {
      await kernel.database.read(null, (db) => db.selectFrom("workspace").select("id").limit(1).execute());
      return c.json({ status: "ok" });
    } catch (error) {
      log.error({ err: error }, "the database does not answer");
      return c.json({ status: "database unavailable" }, 503);
    }
  });
  app.get("/metrics", async (c) =>
    c.text(await metrics.registry.metrics(), 200, { "content-type": metrics.registry.contentType }),
  );

  app.all("/auth/*", limited, async (c) => {
    if (!authEndpoints.has(`${c.req.method} ${c.req.path}`)) throw new DomainError("not_found");
    const headers = new Headers(c.req.raw.headers);
    headers.set(clientIpHeader, c.var.clientIp);
    c.header("cache-control", "no-store");
    const response = await auth.handler(new Request(c.req.raw, { headers }));
    if (response.status !== 429) return response;
    c.header("retry-after", response.headers.get("x-retry-after") ?? "60");
    return c.json({ code: "rate_limited", message: "Too many attempts. Try again in a minute." }, 429);
  });

  const rated = rateLimit(panelSessionsPerMinute);
  app.use("/embed/session", panelCors(services));
  app.post("/embed/session", rated, limited, async (c) => {
    const input = ExchangeToken.safeParse(await c.req.json().catch(() => null));
    if (!input.success) throw new DomainError("invalid_input", { issues: input.error.issues });
    c.header("cache-control", "no-store");
    return c.json(await exchangeToken(services, input.data, c.req.header("origin") ?? null));
  });

  // No CORS: only the frame's own page takes up what a member opened.
  app.post("/embed/grant", rated, limited, async (c) => {
    const input = ClaimGrant.safeParse(await c.req.json().catch(() => null));
    if (!input.success) throw new DomainError("invalid_input", { issues: input.error.issues });
    c.header("cache-control", "no-store");
    return c.json(await claimGrant(services, input.data, c.req.header("origin") ?? null));
  });

  app.route("/", exportFiles(services));
  app.route("/", historyFiles(services));

  app.use("/trpc/*", panelCors(services), limited, async (c, next) => {
    if (c.req.path.split(/,|%2c/i).length > batchLimit) throw new DomainError("invalid_input");
    await next();
    c.res.headers.set("cache-control", "no-store");
  });
  app.use(
    "/trpc/*",
    trpcServer({
      endpoint: "/trpc",
      router: appRouter,
      // What names many contacts is too long for an address.
      allowMethodOverride: true,
      createContext({ info }, c): RequestContext {
        const { headers } = c.req.raw;
        const workspaceSlug =
          c.req.header("x-tagdeck-workspace") ?? info.connectionParams?.["workspace"] ?? null;
        const resolve = () => resolveCaller(kernel, auth, { headers, workspaceSlug, ownOrigins });
        let caller: ReturnType<typeof resolve> | undefined;
        return {
          services,
          requestId: c.get("requestId"),
          headers,
          caller: () => (caller ??= resolve()),
          recheckCaller: resolve,
        };
      },
      onError({ error, path, type, ctx }) {
        if (error.code !== "INTERNAL_SERVER_ERROR") return;
        const entry = { err: error.cause ?? error, requestId: ctx?.requestId, path, type };
        log.error(entry, "a procedure failed");
      },
    }),
  );

  app.notFound(() => answer(new DomainError("not_found")));
  app.onError((error, c) => {
    if (error instanceof DomainError) return answer(error);
    log.error({ err: error, requestId: c.get("requestId") }, "a request failed");
    const body = { type: "about:blank", title: "internal", status: 500, code: "internal", details: {} };
    return Response.json(body, { status: 500, headers: { "content-type": "application/problem+json" } });
  });
  return app;
}

function answer(error: DomainError): Response {
  const { status, body } = problem(error);
  const headers = new Headers({ "content-type": "application/problem+json" });
  const { seconds } = error.details;
  if (error.code === "rate_limited" && typeof seconds === "number")
    headers.set("retry-after", String(seconds));
  return Response.json(body, { status, headers });
}
