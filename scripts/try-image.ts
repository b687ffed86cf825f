import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { startPostgres } from "../packages/api/src/testing/postgres.ts";
import { type Instruction, ignoredBy, readStages } from "./dockerfile.ts";
import { makeRoles } from "../packages/api/src/testing/postgres-roles.ts";

// Does what the Dockerfile says without Docker: each stage is a folder that stands for its `/app`. Then runs the
// result as the image would, by a user who owns nothing, on SQLite and on PostgreSQL with its two roles.
const root = join(import.meta.dirname, "..");
const work = mkdtempSync(join(tmpdir(), "tagdeck-image-"));
const ignored = ignoredBy(root);
const base = `${dirname(process.execPath)}:/usr/local/bin:/usr/bin:/bin`;

type Image = { folder: string; env: Record<string, string>; user: number; entry: string[]; health: string[] };

const port = String(20_000 + (process.pid % 20_000));
const say = (text: string) => process.stdout.write(`${text}\n`);

function build(): Image {
  const built = new Map<string, Image>();
  for (const [at, stage] of readStages(join(root, "Dockerfile")).entries()) {
    const folder = join(work, stage.name || `stage-${at}`);
    const from = built.get(stage.from);
    mkdirSync(folder);
    if (from) cpSync(from.folder, folder, { recursive: true, verbatimSymlinks: true });
    const image: Image = {
      folder,
      env: { PATH: base, ...from?.env },
      user: 0,
      entry: [],
      health: [],
    };
    built.set(stage.name, image);
    for (const instruction of stage.instructions) carryOut(image, instruction, built);
  }
  return built.get("") ?? fail("the last stage has no name");
}

function carryOut(image: Image, { name, flags, text }: Instruction, built: Map<string, Image>): void {
  const { folder, env } = image;
  switch (name) {
    case "COPY": {
      const sources = text.split(" ");
      const target = sources.pop() ?? "";
      for (const source of sources)
        copy(source, target, folder, flags["from"] && built.get(flags["from"])?.folder);
      break;
    }
    case "RUN": {
      say(`RUN ${text}`);
      const { status } = spawnSync("sh", ["-ec", text], {
        cwd: folder,
        env: { ...process.env, ...env },
        stdio: "inherit",
      });
      if (status !== 0) fail(`it failed: ${text}`);
      break;
    }
    case "ENV":
      for (const [, key = "", value = ""] of text.matchAll(/(\w+)=(\S+)/g))
        env[key] = value.replace("/app", folder).replace("$PATH", env["PATH"] ?? "");
      break;
    case "USER":
      image.user = Number(text);
      break;
    case "HEALTHCHECK":
      image.health = JSON.parse(text.replace(/^CMD /, ""));
      break;
    case "ENTRYPOINT":
    case "CMD":
      image.entry.push(...(JSON.parse(text) as string[])); // safe because both are lists of words
      break;
    case "WORKDIR":
    case "VOLUME":
    case "EXPOSE":
      break;
    default:
      fail(`${name} is not known here`);
  }
}

function copy(source: string, target: string, folder: string, from: string | undefined): void {
  const path = from === undefined ? join(root, source) : join(from, source.replace(/^\/app\/?/, ""));
  const to =
    /(?:^|\/)\.?\/?$/.test(target) && !source.endsWith("/app")
      ? join(folder, target, source.split("/").at(-1) ?? "")
      : join(folder, target);
  const filter = (each: string) => from !== undefined || !ignored(relative(root, each).replaceAll("\\", "/"));
  if (!filter(path)) fail(`${source} is in .dockerignore`);
  cpSync(path, to, { recursive: true, verbatimSymlinks: true, filter });
}

function fail(message: string): never {
  throw new Error(message);
}

function start(image: Image, args: string[], settings: Record<string, string>) {
  const [command = "", ...words] = [...image.entry.slice(0, 1), ...args];
  const options = process.getuid?.() === 0 ? { uid: image.user, gid: image.user } : {};
  const child = spawn(command, words, { cwd: image.folder, env: { ...image.env, ...settings }, ...options });
  process.once("exit", () => child.kill("SIGKILL"));
  const said = { text: "" };
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => (said.text += text));
  const ended = once(child, "close").then(([code]): number | null => code);
  return { child, said, ended };
}

async function run(image: Image, args: string[], settings: Record<string, string>): Promise<string> {
  const { said, ended } = start(image, args, settings);
  if ((await ended) !== 0) fail(`tagdeck ${args.join(" ")}:\n${said.text}`);
  return said.text.trim();
}

async function serve(image: Image, settings: Record<string, string>, commands: string[]): Promise<void> {
  const running = commands.map((command) => ({ command, ...start(image, [command], settings) }));
  for (const { command, said, child } of running) {
    while (!said.text.includes(" ready.")) {
      if (child.exitCode !== null) fail(`${command} ended:\n${said.text}`);
      await pause(50);
    }
  }
  const [program = "", ...args] = image.health;
  const health = () => spawnSync(program, args, { env: { ...image.env, ...settings } }).status;
  if (health() !== 0) fail("the health check fails");
  const url = `http://127.0.0.1:${settings["PORT"]}`;
  const slug = "image";
  await run(image, ["workspace", "create", "--slug", slug], settings);
  const key = await run(image, ["key", "create", "--workspace", slug], settings);
  const headers = { authorization: `Bearer ${key}`, "content-type": "application/json" };
  for (const [path, body] of [
    ["/trpc/tags.list?input={}"],
    ["/admin/"],
    ["/embed/v1/tagdeck.js"],
    ["/embed/frame?workspace=image"],
    ["/readyz"],
    ["/trpc/tags.create", '{"name":"VIP"}'],
  ] as const) {
    const method = body === undefined ? "GET" : "POST";
    const answer = await fetch(`${url}${path}`, { method, headers, ...(body !== undefined && { body }) });
    if (!answer.ok) fail(`${path}: ${answer.status} ${await answer.text()}`);
  }
  for (const { child } of running) child.kill("SIGTERM");
  const codes = await Promise.all(running.map(({ ended }) => ended));
  if (codes.some((code) => code !== 0)) fail(`after SIGTERM they ended with ${codes.join(", ")}`);
  if (health() === 0) fail("the health check finds a program that has ended");
}

try {
  const image = build();
  chmodSync(work, 0o755);
  say(spawnSync("du", ["-sh", image.folder], { encoding: "utf8" }).stdout.trim());
  say("serve on SQLite");
  await serve(image, { PORT: port }, ["serve"]);
  say("serve and worker on PostgreSQL");
  const postgres = await startPostgres();
  try {
    const urls = await makeRoles(postgres.url);
    await serve(image, { PORT: port, TAGDECK_SECRET: "of-the-image-and-of-nothing-else-at-all", ...urls }, [
      "serve",
      "worker",
    ]);
  } finally {
    await postgres.stop();
  }
  say("The image works.");
} finally {
  rmSync(work, { recursive: true, force: true });
}
