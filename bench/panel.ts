import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { findBrowser } from "../scripts/find-browser.mjs";

const tags = 10_000;
const loads = 15;
const words = ["tag 12", "vip", "tag 9", "ref", "tag 4", "news"];

const folder = mkdtempSync(join(tmpdir(), "tagdeck-bench-"));
const [port, demoPort] = ["4590", "4591"];
const url = `http://127.0.0.1:${port}`;
const server = spawn(
  process.execPath,
  [join(import.meta.dirname, "../apps/server/bin/tagdeck.mjs"), "serve", "--demo"],
  { cwd: folder, env: { PATH: process.env["PATH"], PORT: port, DEMO_PORT: demoPort, LOG_LEVEL: "error" } },
);
process.on("exit", () => server.kill("SIGKILL"));
let said = "";
server.stdout.on("data", (text) => (said += String(text)));
while (!said.includes("Tagdeck is ready.")) {
  if (server.exitCode !== null) throw new Error("The server ended before it was ready.");
  await new Promise((done) => setTimeout(done, 50));
}

const signedIn = await fetch(`${url}/auth/sign-in/email`, {
  method: "POST",
  headers: { "content-type": "application/json", origin: url },
  body: JSON.stringify({ email: "admin@example.com", password: "tagdeck-demo" }),
});
const cookie = signedIn.headers
  .getSetCookie()
  .map((line) => line.split(";")[0])
  .join("; ");
const headers = { cookie, origin: url, "content-type": "application/json", "x-tagdeck-workspace": "demo" };
let made = 0;
async function makeTags(): Promise<void> {
  while (made < tags) {
    made += 1;
    const answer = await fetch(`${url}/trpc/tags.create`, {
      method: "POST",
      headers,
      body: JSON.stringify({ name: `Tag ${made}` }),
    });
    if (!answer.ok) throw new Error(await answer.text());
  }
}
await Promise.all(Array.from({ length: 16 }, makeTags));

const browser = await chromium.launch({
  executablePath: (await findBrowser()) ?? "",
  args: ["--no-sandbox", "--disable-gpu", "--disable-features=LocalNetworkAccessChecks"],
});
const context = await browser.newContext({ locale: "en" });
// A page's own clock: from the panel's script being there to its tags drawn, and from a key to the list laid out.
await context.addInitScript(`
  const drawn = new Promise((done) => addEventListener("tagdeck-change", () => requestAnimationFrame(() => done(performance.now()))));
  const script = () => performance.getEntriesByType("resource").find(({ name }) => name.endsWith("/tagdeck.js"));
  window.shown = drawn.then((at) => at - script().responseEnd);
  window.keys = [];
  const channel = new MessageChannel();
  let pressedAt = 0;
  channel.port1.onmessage = () => {
    document.querySelector("tagdeck-panel").shadowRoot.querySelector("[role=listbox]")?.getBoundingClientRect();
    keys.push(performance.now() - pressedAt);
  };
  addEventListener("keydown", () => (pressedAt = performance.now()), true);
  addEventListener("input", () => channel.port2.postMessage(null), true);
`);
// A host page with nothing of its own, in the demo console's place, whose endpoint signs the tokens. It does not come
// from the network, so Chromium has to be told that it may ask this machine.
const host = `http://127.0.0.1:${demoPort}/plain`;
await context.route(host, (route) =>
  route.fulfill({
    contentType: "text/html",
    body: `<!doctype html><html lang="en"><title>Host</title><script src="${url}/embed/v1/tagdeck.js" async></script>
      <tagdeck-panel workspace="demo" contact="crm:48002" token-endpoint="/api/tagdeck-token"></tagdeck-panel></html>`,
  }),
);
const page = await context.newPage();
// Signs an agent in to the demo console, whose cookie the endpoint asks for.
await Promise.all([page.waitForResponse("**/data.json"), page.goto(`http://127.0.0.1:${demoPort}/`)]);
const shown: number[] = [];
const first: number[] = [];
const later: number[] = [];
for (let load = 0; load <= loads; load += 1) {
  await page.goto("about:blank");
  await page.goto(host);
  const ms = Number(await page.evaluate("shown"));
  await page.evaluate("document.querySelector('tagdeck-panel').focus()");
  await page.locator("[role=option]").first().waitFor();
  for (const letter of words[load % words.length] ?? "") await page.keyboard.press(letter, { delay: 60 });
  const keys = (await page.evaluate("keys")) as number[];
  // The first load warms the server and the browser's cache of code.
  if (load === 0) continue;
  shown.push(ms);
  first.push(keys[0] ?? Number.NaN);
  later.push(...keys.slice(1));
}

const at = (values: number[], share: number) =>
  values
    .toSorted((a, b) => a - b)
    [Math.min(values.length - 1, Math.floor(values.length * share))]?.toFixed(1);
const line = (name: string, values: number[]) =>
  console.log(`${name.padEnd(38)} p50 ${at(values, 0.5)} ms  p95 ${at(values, 0.95)} ms`);
line("script there to tags drawn", shown);
line("first key to the list, 10,000 tags", first);
line("later keys", later);

await browser.close();
server.kill("SIGTERM");
await new Promise((done) => server.once("exit", done));
rmSync(folder, { recursive: true, force: true });
