import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startGuard } from "../packages/api/src/testing/guard.ts";

const program = join(import.meta.dirname, "../apps/server/bin/tagdeck.mjs");

type Options = {
  /** Its data; without it a new folder that goes with the server. */
  folder?: string;
  ports?: Ports;
  databaseUrl?: string;
  empty?: boolean;
};
type Ports = { app: number; demo: number };

export type Server = {
  url: string;
  demoUrl: string;
  ports: Ports;
  folder: string;
  log: () => string;
  /** Ends the process by a signal and resolves with its exit code. */
  end: (signal: NodeJS.Signals) => Promise<number | null>;
  /** Ends it and removes the data it made. */
  stop: () => Promise<void>;
};

/** Starts the real program and waits until it says that it is ready. */
export async function startServer({
  folder: given,
  ports: wanted,
  databaseUrl,
  empty,
}: Options = {}): Promise<Server> {
  const folder = given ?? mkdtempSync(join(tmpdir(), "tagdeck-e2e-"));
  const ports = wanted ?? { app: await freePort(), demo: await freePort() };
  const child = spawn(process.execPath, [program, "serve", ...(empty ? [] : ["--demo"])], {
    cwd: folder,
    env: {
      PATH: process.env["PATH"],
      HOST: "127.0.0.1",
      PORT: String(ports.app),
      DEMO_PORT: String(ports.demo),
      SIGN_INS_PER_MINUTE: "1000",
      ...(databaseUrl !== undefined && { DATABASE_URL: databaseUrl }),
    },
  });
  let log = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text) => (log += text));
  const letGo = startGuard(child.pid ?? 0, folder);
  const ended = new Promise<number | null>((done) => child.once("exit", (code) => done(code)));
  void ended.then(letGo);

  const end = (signal: NodeJS.Signals) => {
    child.kill(signal);
    return ended;
  };
  const stop = async () => {
    await end("SIGKILL");
    if (given === undefined) rmSync(folder, { recursive: true, force: true });
  };
  const url = `http://127.0.0.1:${ports.app}`;
  const running = () => child.exitCode === null && child.signalCode === null;
  while (!(await isReady(url)) || !log.includes("Tagdeck is ready.")) {
    if (running()) continue;
    throw new Error(`The server ended before it was ready:\n${log}`);
  }
  return { url, demoUrl: `http://127.0.0.1:${ports.demo}`, ports, folder, log: () => log, end, stop };
}

async function isReady(url: string): Promise<boolean> {
  try {
    const { ok } = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(2_000) });
    if (ok) return true;
  } catch {
    // not listening yet
  }
  await new Promise((done) => setTimeout(done, 40));
  return false;
}

function freePort(): Promise<number> {
  return new Promise((found, fail) => {
    const probe = createServer().once("error", fail);
    probe.listen(0, "127.0.0.1", () => {
      // safe because a listening TCP server has an address of this form
      const { port } = probe.address() as AddressInfo;
      probe.close(() => found(port));
    });
  });
}
