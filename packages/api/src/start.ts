import type { Hono } from "hono";
import type { Logger } from "pino";
import { createApp } from "./app.ts";
import { createAuth } from "./auth/auth.ts";
import { recordSignIns } from "./auth/record-sign-ins.ts";
import { createSeal } from "./auth/seal.ts";
import type { OidcOptions } from "./auth/single-sign-on.ts";
import { createKernel } from "./context.ts";
import type { DatabaseHandle } from "./db/dialect.ts";
import type { FilesSettings } from "./files/file-store.ts";
import { openFiles } from "./files/open.ts";
import { createFeedHub } from "./feed/hub.ts";
import { createMetrics } from "./http/metrics.ts";
import type { HttpEnv } from "./http/request.ts";
import type { Mailer } from "./mail/mailer.ts";
import { acceptInvitationsOf } from "./invitations/service.ts";
import { createJobMetrics } from "./jobs/metrics.ts";
import { startJobs } from "./jobs/start.ts";
import type { Services } from "./services.ts";
import { startFolding } from "./tags/fold-counts.ts";

export type StartOptions = {
  database: DatabaseHandle;
  mailer: Mailer;
  log: Logger;
  secret: string;
  publicUrl: string;
  files: FilesSettings;
  ownOrigins: readonly string[];
  trustProxy: boolean;
  signInsPerMinute: number;
  oidc?: OidcOptions | undefined;
  panelSessionsPerMinute: number;
  /** Epoch ms. */
  now?: () => number;
};

/** The running API: the HTTP app, and what stops with it. */
export function startApi(options: StartOptions): {
  app: Hono<HttpEnv>;
  services: Services;
  /** Runs jobs from now on. */
  startJobs(): Promise<void>;
  /** Ends the open streams, and jobs at their checkpoints; then, once requests are answered, `stop` ends the rest. */
  close(): void;
  stop(): Promise<void>;
} {
  const { database, mailer, log, secret, publicUrl, ownOrigins } = options;
  const kernel = createKernel(database, options.now);
  const closing = new AbortController();
  const recordSignIn = recordSignIns(kernel, log);
  const services: Services = {
    kernel,
    recordSignIn,
    auth: createAuth({
      database,
      publicUrl,
      ownOrigins,
      secret,
      mailer,
      log,
      signInsPerMinute: options.signInsPerMinute,
      record: recordSignIn,
      oidc: options.oidc,
      acceptInvitations: (user) => acceptInvitationsOf(kernel, user),
      now: kernel.now,
    }),
    mailer,
    seal: createSeal(secret),
    feed: createFeedHub(kernel),
    files: openFiles(options.files),
    log,
    publicUrl,
    ownOrigins,
    singleSignOn: options.oidc ? { name: options.oidc.name } : null,
    closing: closing.signal,
  };
  const metrics = createMetrics();
  const jobMetrics = createJobMetrics(metrics.registry, kernel);
  const app = createApp({
    services,
    metrics,
    trustProxy: options.trustProxy,
    panelSessionsPerMinute: options.panelSessionsPerMinute,
  });
  const folding = startFolding(kernel, log);
  let jobs: ReturnType<typeof startJobs> | undefined;
  let jobsStop: Promise<void> | undefined;
  const stopJobs = () => (jobsStop ??= Promise.resolve(jobs).then((started) => started?.stop()));
  return {
    app,
    services,
    async startJobs() {
      jobs = startJobs({ kernel, log, settings: { publicUrl, files: options.files }, ...jobMetrics });
      await jobs;
    },
    close() {
      closing.abort();
      void stopJobs();
    },
    async stop() {
      services.feed.close();
      await stopJobs();
      await folding.stop();
      await database.close();
    },
  };
}

/** Runs what `startApi` does beside answering requests, for a process of its own on PostgreSQL. */
export async function startWorker(
  options: Pick<StartOptions, "database" | "log" | "publicUrl" | "files" | "now">,
): Promise<{ stop(): Promise<void> }> {
  const { database, log, publicUrl, files } = options;
  const kernel = createKernel(database, options.now);
  const folding = startFolding(kernel, log);
  const jobs = await startJobs({ kernel, log, settings: { publicUrl, files } });
  return {
    async stop() {
      await jobs.stop();
      await folding.stop();
      await database.close();
    },
  };
}
