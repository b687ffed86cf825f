import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { signIn, type Api } from "./api.ts";
import { useBrowser } from "./browser.ts";
import { startHost, type Host } from "./host.ts";
import { openPanelPage, panelOn } from "./panel-page.ts";
import { startServer, type Server } from "./server.ts";

const browser = useBrowser({ goingBack: true });
const names = { "crm:48002": "Daniel O’Connor", "crm:41508": "Priya Nair", "crm:48377": "Marco Silva" };
let server: Server;
let host: Host;
let api: Api;

beforeAll(async () => {
  server = await startServer();
  host = await startHost(server.url);
  api = await signIn(server.url, "admin@example.com");
});
afterAll(async () => {
  await host.close();
  await server.stop();
});

/** The streams that are open, and all that were. */
function streamsOf(page: Page): { open: () => number; begun: () => number } {
  const isStream = (request: { url(): string }) => request.url().includes("feed.subscribe");
  let [begun, ended] = [0, 0];
  page.on("request", (request) => (begun += isStream(request) ? 1 : 0));
  page.on("requestfailed", (request) => (ended += isStream(request) ? 1 : 0));
  page.on("requestfinished", (request) => (ended += isStream(request) ? 1 : 0));
  return { open: () => begun - ended, begun: () => begun };
}

describe("a page that switches contacts", () => {
  test("thirty times faster than a slow server answers shows the last, and changes no other", async () => {
    const page = await browser.open();
    const streams = streamsOf(page);
    const { panel, tags, create } = await openPanelPage(page, host, server.url);
    await panel.getByRole("heading", { name: names["crm:48002"] }).waitFor();

    // While it is slow nothing is answered; then the contact asked for last comes first.
    let slow = true;
    const held: (() => void)[] = [];
    await page.route("**/trpc/contacts.get*", async (route) => {
      if (slow) await new Promise<void>((go) => held.push(go));
      await route.continue().catch(() => undefined);
    });
    const ids = Object.keys(names);
    await page.locator("tagdeck-panel").evaluate(async (element, contacts) => {
      for (let turn = 0; turn < 30; turn += 1) {
        element.setAttribute("contact", contacts[turn % contacts.length] ?? "");
        await new Promise((next) => setTimeout(next));
      }
    }, ids);
    const last = ids.at(-1) ?? "";
    await expect.poll(() => held.length).toBeGreaterThan(0);
    slow = false;
    for (const go of held.toReversed()) go();
    await panel.getByRole("heading", { name: names["crm:48377"] }).waitFor();
    await create("For the last one");
    await expect.poll(tags).toContain("For the last one");
    for (const id of ids) {
      const { contact } = await api.query<{ contact: { tags: { name: string }[] } }>("contacts.get", {
        contact: { externalId: id },
      });
      expect(contact.tags.some(({ name }) => name === "For the last one")).toBe(id === last);
    }
    await expect.poll(streams.open).toBe(1);
  });
});

describe("a page that swaps what it shows", () => {
  test("by another body, as Turbo does, ends one panel and begins the next", async () => {
    const page = await browser.open();
    const streams = streamsOf(page);
    const { panel, tags } = await openPanelPage(page, host, server.url);
    await panel.getByRole("heading", { name: names["crm:48002"] }).waitFor();
    await expect.poll(streams.open).toBe(1);
    await page.evaluate(() => {
      const next = document.createElement("body");
      next.innerHTML = `<main><h1>Next page</h1><tagdeck-panel workspace="demo" token-endpoint="/token" contact="crm:41508"></tagdeck-panel></main>`;
      document.body.replaceWith(next);
    });
    await panel.getByRole("heading", { name: names["crm:41508"] }).waitFor();
    await expect.poll(streams.begun).toBe(2);
    await expect.poll(streams.open).toBe(1);
    const at = { externalId: "crm:41508" };
    await api.mutate("assignments.change", { contact: at, create: { name: "After the swap" } });
    await expect.poll(tags).toContain("After the swap");
  });

  test("and puts a page that it kept back, as a cache of pages does, shows what is so now", async () => {
    const page = await browser.open();
    const streams = streamsOf(page);
    const { panel, tags } = await openPanelPage(page, host, server.url);
    await panel.getByRole("heading", { name: names["crm:48002"] }).waitFor();
    await expect.poll(streams.open).toBe(1);
    await page.evaluate(() => {
      const kept = document.body;
      document.body.replaceWith(document.createElement("body"));
      Object.assign(globalThis, { kept });
    });
    await expect.poll(streams.open).toBe(0);
    const at = { externalId: "crm:48002" };
    await api.mutate("assignments.change", { contact: at, create: { name: "While it was kept" } });
    await page.evaluate("document.body.replaceWith(kept)");
    await expect.poll(tags).toContain("While it was kept");
    await expect.poll(streams.open).toBe(1);
  });

  test("and moves the panel within it loses no state: the picker, what is typed, the stream", async () => {
    const page = await browser.open();
    const streams = streamsOf(page);
    const { panel, field } = await openPanelPage(page, host, server.url);
    await panel.getByRole("heading", { name: names["crm:48002"] }).waitFor();
    await page.keyboard.press("l");
    await field.fill("Refu");
    await expect.poll(streams.open).toBe(1);
    await page.evaluate(() => {
      const aside = document.createElement("aside");
      document.querySelector("main")?.prepend(aside);
      aside.append(document.querySelector("tagdeck-panel") ?? aside);
    });
    expect(await field.inputValue()).toBe("Refu");
    await field.focus();
    await panel
      .getByRole("option", { name: /^refund/i })
      .first()
      .waitFor();
    expect(streams.begun()).toBe(1);
  });
});

describe("a page that the browser keeps for going back", () => {
  test("holds no stream meanwhile and shows at once what happened when it is back", async () => {
    const page = await browser.open();
    const streams = streamsOf(page);
    const { panel, tags } = await openPanelPage(page, host, server.url);
    await panel.getByRole("heading", { name: names["crm:48002"] }).waitFor();
    await expect.poll(streams.open).toBe(1);
    await page.evaluate("globalThis.mark = true");
    await page.goto(`${host.url}/token`);
    await expect.poll(streams.open).toBe(0);
    const at = { externalId: "crm:48002" };
    await api.mutate("assignments.change", { contact: at, create: { name: "While one was elsewhere" } });
    await page.goBack({ waitUntil: "commit" });
    await expect.poll(tags).toContain("While one was elsewhere");
    expect(await page.evaluate("mark"), "it is the page that was kept").toBe(true);
    await expect.poll(streams.open).toBe(1);
  });
});

test("two panels, one taken away while it loads: the other goes on", async () => {
  const page = await browser.open();
  const streams = streamsOf(page);
  const each = (contact: string) =>
    `<tagdeck-panel workspace="demo" token-endpoint="/token" contact="${contact}"></tagdeck-panel>`;
  await openPanelPage(page, host, server.url, { body: each("crm:48002") + each("crm:41508") });
  const [one, two] = [
    panelOn(page, page.locator("tagdeck-panel").first()),
    panelOn(page, page.locator("tagdeck-panel").last()),
  ];
  await two.panel.getByRole("heading", { name: names["crm:41508"] }).waitFor();
  await one.panel.evaluate((element) => {
    element.setAttribute("contact", "crm:48377");
    setTimeout(() => element.remove());
  });
  await expect.poll(() => page.locator("tagdeck-panel").count()).toBe(1);
  await expect.poll(streams.open).toBe(1);
  const at = { externalId: "crm:41508" };
  await api.mutate("assignments.change", { contact: at, create: { name: "It goes on" } });
  await expect.poll(two.tags).toContain("It goes on");
});
