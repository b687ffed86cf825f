import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { buildFrontEnds } from "./turbo.ts";

const root = join(import.meta.dirname, "..");
const built = ["packages/admin/dist", "packages/widget/dist"].every((path) => existsSync(join(root, path)));
if (!built) console.log("Building the admin console and the panel …");

const { ok, output } = await buildFrontEnds();
if (!ok) {
  console.error(`${output.trim()}\nThe front ends could not be built.`);
  process.exit(1);
}

// In this process, so that Ctrl+C and the exit code are the server's own.
const [node = "", , ...flags] = process.argv;
const program = join(root, "apps/server/bin/tagdeck.mjs");
const demo = flags.includes("--empty") ? [] : ["--demo"];
process.argv = [node, program, "serve", ...demo, ...flags.filter((flag) => flag !== "--empty")];
await import(pathToFileURL(program).href);
