// Plain JavaScript for any Node from 20 on: in a fresh clone nothing else is there yet.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { findBrowser } from "./find-browser.mjs";

const root = join(import.meta.dirname ?? fail("Tagdeck needs Node 20.11 or newer to install."), "..");

if (!isInstalled()) install();
if (!hasUsableNode()) {
  fail("Node 24 is missing: npm skipped the install script of the package “node” (is ignore-scripts set?).");
}
if (process.argv.includes("--test")) await ensureBrowser();

function isInstalled() {
  const wanted = packagesIn("package-lock.json");
  const present = packagesIn("node_modules/.package-lock.json");
  if (!wanted || !present) return false;
  const same = Object.entries(present).every(([path, entry]) => isSame(entry, wanted[path]));
  return same && Object.keys(wanted).every((path) => path === "" || path in present || wanted[path].optional);
}

/** @returns {Record<string, { optional?: boolean }> | null} */
function packagesIn(file) {
  try {
    return JSON.parse(readFileSync(join(root, file), "utf8")).packages;
  } catch {
    return null;
  }
}

function isSame(present, wanted) {
  return present.version === wanted?.version && present.integrity === wanted?.integrity;
}

function install() {
  console.log("Installing packages (about half a minute) …");
  const started = Date.now();
  // Development packages are what runs everything here, also where NODE_ENV says production.
  const { status, error, stdout, stderr } = npm(
    "ci",
    "--include=dev",
    "--no-audit",
    "--no-fund",
    "--loglevel=error",
  );
  if (status === 0) {
    console.log(`Installed in ${Math.round((Date.now() - started) / 1000)} s.`);
    return;
  }
  const output = `${error?.message ?? ""}${stdout ?? ""}${stderr ?? ""}`.trim();
  if (/ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNREFUSED|ECONNRESET|ENETUNREACH|EHOSTUNREACH/.test(output)) {
    fail(
      "The packages could not be downloaded: the npm registry cannot be reached. Check the network, then run this again.",
    );
  }
  // npm ends with the whole of its manual; what went wrong stands first.
  const lines = output.split("\n").filter((line) => line.replace(/^npm error/, "").trim() !== "");
  fail(`The packages could not be installed by npm ci:\n${lines.slice(0, 12).join("\n")}`);
}

function npm(...args) {
  const cli = process.env["npm_execpath"];
  const options = { cwd: root, encoding: "utf8", maxBuffer: 64 * 1024 * 1024 };
  return cli?.endsWith("npm-cli.js")
    ? spawnSync(process.execPath, [cli, ...args], options)
    : spawnSync("npm", args, { ...options, shell: process.platform === "win32" });
}

function hasUsableNode() {
  const own = join(root, "node_modules/node/bin", process.platform === "win32" ? "node.exe" : "node");
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  return existsSync(own) || major > 22 || (major === 22 && minor >= 18);
}

async function ensureBrowser() {
  if (await findBrowser()) return;
  if (process.env["CHROMIUM_PATH"]) fail(`CHROMIUM_PATH names no file: ${process.env["CHROMIUM_PATH"]}`);
  if (process.getuid?.() === 0 && existsSync("/etc/debian_version")) installChromium();
  if (!(await findBrowser())) {
    fail("The browser tests need Chromium: install chromium or Google Chrome, or set CHROMIUM_PATH to one.");
  }
}

function installChromium() {
  console.log("Installing Chromium for the browser tests …");
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  for (const args of [
    ["update"],
    ["install", "-y", "--no-install-recommends", "chromium", "fonts-noto-cjk"],
  ]) {
    const { status, stdout, stderr } = spawnSync("apt-get", ["-qq", ...args], { env, encoding: "utf8" });
    if (status !== 0)
      fail(`Chromium could not be installed by apt-get:\n${stdout ?? ""}${stderr ?? ""}`.trim());
  }
}

/** @returns {never} */
function fail(message) {
  console.error(message);
  process.exit(1);
}
