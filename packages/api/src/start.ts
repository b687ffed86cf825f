import type { Hono } from "hono";
import type { Logger } from "pino";
import { createApp } from "./app.ts";
import { createAuth } from "./auth/auth.ts";
import { createSeal } from "./auth/seal.ts";
import { createKernel } from "./context.ts";
import type { DatabaseHandle } from "./db/dialect.ts";
import { createFeedHub } from "./feed/hub.ts";
import { createMetrics } from "./http/metrics.ts";
import type { HttpEnv } from "./http/request.ts";
import type { Mailer } from "./mail/mailer.ts";
import { startMaintenance } from "./maintenance.ts";
import type { Services } from "./services.ts";

export type StartOptions = {
  database: DatabaseHandle;
  mailer: Mailer;
  log: Logger;
  secret: string;
  publicUrl: string;
  ownOrigins: readonly string[];
  trustProxy: boolean;
  signInsPerMinute: number;
  /** Epoch ms. */
  now?: () => number;
};

/** The running API: the HTTP app, and what stops with it. */
export function startApi(options: StartOptions): {
  app: Hono<HttpEnv>;
  services: Services;
  /** Ends the open streams; then, once requests are answered, `stop` ends the rest. */
  close(): void;
  stop(): Promise<void>;
} {
  const { database, mailer, log, secret, publicUrl, ownOrigins } = options;
  const kernel = createKernel(database, options.now);
  const closing = new AbortController();
  const services: Services = {
    kernel,
    auth: createAuth({
      database,
      publicUrl,
      ownOrigins,
      secret,
      mailer,
      log,
      signInsPerMinute: options.signInsPerMinute,
    }),
    mailer,
    seal: createSeal(secret),
    feed: createFeedHub(kernel),
    log,
    publicUrl,
    ownOrigins,
    closing: closing.signal,
  };
  const app = createApp({ services, metrics: createMetrics(), trustProxy: options.trustProxy });
  const maintenance = startMaintenance(kernel, log);
  return {
    app,
    services,
    close: () => closing.abort(),
    async stop() {
      services.feed.close();
      await maintenance.stop();
      await database.close();
    },
  };
}
