import { spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";

const quiet = { TURBO_TELEMETRY_DISABLED: "1", TURBO_NO_UPDATE_NOTIFIER: "1", DO_NOT_TRACK: "1" };
const root = join(import.meta.dirname, "..");

/** Builds the two front ends; what has not changed comes from turbo's cache. Its output is shown only when it fails. */
export function buildFrontEnds(): Promise<{ ok: boolean; output: string }> {
  // Turbo lays what it has kept over what is there, so that files of another build would stay and be served.
  for (const name of ["widget", "admin"]) {
    rmSync(join(root, "packages", name, "dist"), { recursive: true, force: true });
  }
  const turbo = join(root, "node_modules/.bin/turbo");
  const args = ["run", "build", "--output-logs=errors-only", "--no-color"];
  const child = spawn(turbo, args, {
    cwd: root,
    env: { ...process.env, ...quiet },
    shell: process.platform === "win32",
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => (output += text));
  }
  return new Promise((done) => {
    child.once("error", (error) => done({ ok: false, output: error.message }));
    child.once("close", (code) => done({ ok: code === 0, output }));
  });
}
