import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { signIn, type Api } from "./api.ts";
import { useBrowser } from "./browser.ts";
import { genericHost, intruder, rawHost, startSite, type Site } from "./frame-stand-ins.ts";
import { startHost, type Host } from "./host.ts";
import { startServer, type Server } from "./server.ts";

const browser = useBrowser();
let server: Server;
let api: Api;
let host: Host;
let stranger: Site;

beforeAll(async () => {
  server = await startServer();
  api = await signIn(server.url, "admin@example.com");
  host = await startHost(server.url);
  stranger = await startSite();
});
afterAll(async () => {
  await stranger.close();
  await host.close();
  await server.stop();
});

async function open(body: string): Promise<Page> {
  host.show(body);
  const page = await browser.open();
  await page.goto(host.url);
  return page;
}
const inFrame = (page: Page) => page.frameLocator("iframe").first();
const heading = (page: Page, name: string) => inFrame(page).getByRole("heading", { name });
const chips = (page: Page) => inFrame(page).locator("[part=chip-name]").allTextContents();

describe("a host whose server signs", () => {
  test("shows the contact, hears of the agent's changes, and switches", async () => {
    const page = await open(genericHost(server.url, `contact: "crm:48002", getToken`));
    await heading(page, "Daniel O’Connor").waitFor();
    const before = await chips(page);
    await page.evaluate("handle.focus()");
    await inFrame(page).getByRole("combobox").fill("From a frame");
    await inFrame(page).getByRole("option", { name: "Create “From a frame”" }).waitFor();
    await page.keyboard.press("Control+Enter");
    await expect.poll(() => chips(page)).toEqual(["From a frame", ...before]);
    await expect
      .poll(() => page.evaluate("heard"))
      .toEqual(
        expect.arrayContaining([
          ["ready", "crm:48002", null],
          ["tag-added", "crm:48002", "From a frame"],
        ]),
      );
    await page.evaluate(`handle.update({ contact: "crm:41508" })`);
    await heading(page, "Priya Nair").waitFor();
    expect(await chips(page)).not.toContain("From a frame");
    await page.evaluate(`handle.update({ contact: null, locale: "ja", theme: "dark" })`);
    await heading(page, "会話を選択してください").waitFor();
  });

  test("changes several contacts as one, is as high as the panel, and follows what others do", async () => {
    const page = await open(genericHost(server.url, `contact: ["crm:48002", "crm:48377"], getToken`));
    await heading(page, "2 contacts").waitFor();
    const height = () => page.locator("iframe").evaluate((frame) => frame.clientHeight);
    await expect.poll(height).not.toBe(200);
    const single = await height();
    await page.evaluate(`handle.update({ contact: "crm:48377" })`);
    await heading(page, "Marco Silva").waitFor();
    const contact = { externalId: "crm:48377" };
    await api.mutate("assignments.change", { contact, create: { name: "Seen in the frame" } });
    await expect.poll(() => chips(page)).toContain("Seen in the frame");
    await expect.poll(height).not.toBe(single);
  });

  test("is connected however late it begins to listen, and again when the frame reloads", async () => {
    const late = genericHost(server.url, `contact: "crm:48002", getToken`).replace(
      "window.handle =",
      "window.begin = () => window.handle =",
    );
    const page = await open(late);
    await heading(page, "Waiting for the conversation…").waitFor();
    await page.evaluate("void begin()");
    await heading(page, "Daniel O’Connor").waitFor();
    await page.evaluate(`handle.update({ contact: "crm:41508" })`);
    await heading(page, "Priya Nair").waitFor();
    await page.evaluate(`document.querySelector("iframe").src += "&again"`);
    await heading(page, "Priya Nair").waitFor();
    await page.evaluate("handle.destroy()");
  });
});

describe("the channel", () => {
  test("is taken up once, from the parent, by the nonce that it was told", async () => {
    const page = await open(rawHost(server.url));
    await expect.poll(() => page.evaluate("hellos.length")).toBe(1);
    const hello = async () => JSON.parse(await page.evaluate("JSON.stringify(hellos[0])"));
    expect(await hello()).toMatchObject({ tagdeck: 1, type: "hello", origin: server.url });
    const ready = () => page.evaluate(`said.filter(([, type]) => type === "ready")`);

    await page.evaluate(`void connect("a guess", "crm:48002")`);
    stranger.pages.set("/", () => intruder(server.url));
    await page.evaluate((url) => {
      const frame = document.body.appendChild(document.createElement("iframe"));
      frame.title = "Intruder";
      frame.src = url;
      return new Promise((done) => frame.addEventListener("load", done));
    }, stranger.url);
    await page.evaluate("frames[1].postMessage(hellos[0].nonce, '*')");
    await expect.poll(() => page.frames().at(-1)?.title()).toBe("sent");
    await page.evaluate(`void connect(hellos[0].nonce, "crm:1")`);
    await expect.poll(ready).toEqual([["crm:1", "ready"]]);
    await heading(page, "Sign in to Tagdeck").waitFor();

    await page.evaluate(`void connect(hellos[0].nonce, "crm:2")`);
    await page.evaluate(`connect(hellos[0].nonce, "crm:3").postMessage({ type: "focus" })`);
    await page.evaluate(
      `document.querySelector("iframe").contentWindow.postMessage({ tagdeck: 1, type: "call" }, "${server.url}")`,
    );
    await inFrame(page).getByRole("button", { name: "Sign in" }).click();
    expect(await ready()).toEqual([["crm:1", "ready"]]);
    expect(await page.evaluate("hellos.length")).toBe(1);
    for (const popup of page.context().pages().slice(1)) await popup.close();
  });

  test("is told to nobody who is not in the list: such a site cannot even show the frame", async () => {
    stranger.pages.set("/", () => rawHost(server.url));
    const page = await browser.open({ refusal: /frame-ancestors/ });
    await page.goto(stranger.url);
    const refusal = await page.request.get(`${server.url}/embed/frame?workspace=demo&host=generic`);
    const policy = refusal.headers()["content-security-policy"] ?? "";
    expect(policy).toContain(host.url);
    expect(policy).not.toContain(stranger.url);
    await expect.poll(() => page.frames()[1]?.url()).toMatch(/^chrome-error:/);
    expect(await page.evaluate("hellos")).toEqual([]);
  });
});

test("says on its own what it is for", async () => {
  const page = await browser.open();
  await page.goto(`${server.url}/embed/frame?workspace=demo&host=generic`);
  await page.getByRole("heading", { name: "This page belongs in your chat console" }).waitFor();
  await page.goto(`${server.url}/embed/frame?workspace=nowhere&locale=zh-TW&theme=dark`);
  await page.getByRole("heading", { name: "沒有這個工作區" }).waitFor();
});
