import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { lockDatabase } from "@tagdeck/api/db/lock";
import { isSqliteUrl, sqlitePath } from "@tagdeck/api/db/open";
import { embedPages } from "@tagdeck/api/embed/pages";
import { createMailer } from "@tagdeck/api/mail/mailer";
import { openSetup } from "@tagdeck/api/setup/service";
import { startApi } from "@tagdeck/api/start";
import { createDemoConsole } from "@tagdeck/console/server";
import { demoPassword, openDemoPanel, seedDemo } from "./demo/seed.ts";
import { oidcOf, publicUrlOf, shownHost, UserFault } from "./env.ts";
import { openFilesSettings } from "./files.ts";
import { frameFiles } from "./frame-files.ts";
import { closeServer, listen } from "./listen.ts";
import { openMigrated, type Program, reason } from "./program.ts";
import { installationSecret } from "./secret.ts";
import { staticFiles } from "./static.ts";
import { stopSignal } from "./stop-signal.ts";

/** How long open requests may take when the program stops, in ms. */
const patience = 8_000;

/** Serves until SIGINT or SIGTERM. With `demo`, the demo workspace and its chat console are there too. */
export async function serveProgram(program: Program, { demo }: { demo: boolean }): Promise<void> {
  const { env, log } = program;
  if (demo && env.NODE_ENV === "production") {
    throw new UserFault("The demo has public passwords: it is not served when NODE_ENV is production.");
  }
  const files = staticFiles();
  const frame = frameFiles();
  const kept = openFilesSettings(env);
  const secret = installationSecret(env);
  const lock = lockOf(env.DATABASE_URL);
  const database = await openMigrated(program).catch((error: unknown) => {
    lock?.release();
    throw error;
  });
  const publicUrl = publicUrlOf(env);
  const api = startApi({
    database,
    mailer: createMailer(env.SMTP_URL, env.MAIL_FROM, log),
    log,
    secret,
    publicUrl,
    files: kept,
    ownOrigins: originsOf(publicUrl, env.PUBLIC_URL === undefined),
    trustProxy: env.TRUST_PROXY,
    signInsPerMinute: env.SIGN_INS_PER_MINUTE,
    oidc: oidcOf(env),
    panelSessionsPerMinute: env.PANEL_SESSIONS_PER_MINUTE,
  });
  api.app.route("/", files);
  api.app.route("/", embedPages(api.services, frame.assets));
  api.app.route("/", frame.files);

  // From here on a signal ends what is open in good order, also while the rest is still starting.
  const stopped = stopSignal();
  const servers = [];
  try {
    const { kernel } = api.services;
    const seeded = demo && (await seedDemo(kernel));
    servers.push(await listen(api.app.fetch, { host: env.HOST, port: env.PORT, setting: "PORT" }));
    const lines = [`Admin console   ${publicUrl}/admin/`];
    if (demo) {
      const demoUrl = `http://${shownHost(env.HOST)}:${env.DEMO_PORT}`;
      const key = await openDemoPanel(kernel, secret, originsOf(demoUrl, true));
      const chat = createDemoConsole({ tagdeckUrl: publicUrl, workspace: "demo", ...key });
      servers.push(await listen(chat.fetch, { host: env.HOST, port: env.DEMO_PORT, setting: "DEMO_PORT" }));
      lines.push(`Demo chat       ${demoUrl}/`, `Sign in with    admin@example.com  ${demoPassword}`);
      if (seeded) lines.push("The demo workspace was made: 500 contacts, 40 tags, 90 days of history.");
    }
    const setup = await openSetup(kernel);
    if (setup !== null) lines.push(`First set-up    ${publicUrl}/admin/setup?token=${setup}  (once)`);
    process.stdout.write(`\n  Tagdeck is ready.\n\n${lines.map((line) => `  ${line}`).join("\n")}\n\n`);
    await api.startJobs();
    await stopped;
    log.info("stopping");
  } finally {
    api.close();
    await Promise.all(servers.map((server) => closeServer(server, patience)));
    await api.stop();
    lock?.release();
  }
}

/** Before the migrations: a newer version does not change the schema under one that still serves. */
function lockOf(url: string): ReturnType<typeof lockDatabase> {
  if (!isSqliteUrl(url)) return null;
  const path = sqlitePath(url);
  let lock: ReturnType<typeof lockDatabase>;
  try {
    mkdirSync(dirname(path), { recursive: true });
    lock = lockDatabase(path);
  } catch (error) {
    throw new UserFault(`The database ${url} cannot be opened: ${reason(error)}`);
  }
  if (lock) return lock;
  throw new UserFault(
    `Another Tagdeck is serving ${url}. SQLite takes one; stop it, or use PostgreSQL for more.`,
  );
}

/** An address's origin and, where people may use any of loopback's names, those too. */
function originsOf(url: string, anyName: boolean): string[] {
  const { protocol, port, origin } = new URL(url);
  const suffix = port === "" ? "" : `:${port}`;
  const others = ["127.0.0.1", "localhost", "[::1]"].map((host) => `${protocol}//${host}${suffix}`);
  return [...new Set([origin, ...(anyName ? others : [])])];
}
