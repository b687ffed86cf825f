import type { Locator } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { signIn, type Api } from "./api.ts";
import { useBrowser } from "./browser.ts";
import { startHost, type Host } from "./host.ts";
import { goThrough, openPanelPage } from "./panel-page.ts";
import { startServer, type Server } from "./server.ts";
import { expectSound } from "./sound.ts";

const browser = useBrowser();
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

const sidebar = "body { margin: 0 } aside { width: 320px }";

describe("a page whose styles mean no good", () => {
  test.each([
    ["take all styles away", "* { all: unset !important }"],
    [
      "shout, turn and spread all text",
      `* { font-size: 60px !important; letter-spacing: 1em !important; word-spacing: 2em !important;
        text-transform: uppercase !important; text-indent: 80px !important; line-height: 0.5 !important;
        text-align: right !important; white-space: nowrap !important; color: red !important }
      tagdeck-panel { transform: rotate(3deg) !important }`,
    ],
    [
      "write from top to bottom and from right to left",
      "aside * { writing-mode: vertical-rl !important; direction: rtl !important }",
    ],
    [
      "hide the names that panels use",
      "div, section, ul, li, button, input, .panel, .td-chip, [part] { display: none !important }",
    ],
    ["have huge roots", "html { font-size: 400% } body { font-size: 3rem; zoom: 1.25 }"],
    [
      "float it and forbid selecting",
      "* { float: left !important; user-select: none !important; cursor: none !important; box-sizing: content-box !important } aside { width: 320px }",
    ],
  ])("that %s", async (_, styles) => {
    const panel = await openPanelPage(await browser.open(), host, server.url, {
      styles: `${sidebar} ${styles}`,
    });
    await goThrough(panel);
  });

  test("cannot show a panel that the page has hidden, and still hides one itself", async () => {
    const { page, panel } = await openPanelPage(await browser.open(), host, server.url, {
      styles: `${sidebar} * { display: block !important } .drawer { visibility: hidden }`,
    });
    await panel.locator("[part=contact]").waitFor();
    await page.evaluate(`document.querySelector("tagdeck-panel").hidden = true`);
    await panel.locator("[part=contact]").waitFor({ state: "hidden" });
    await page.evaluate(
      `document.querySelector("tagdeck-panel").hidden = false; document.querySelector("aside").className = "drawer"`,
    );
    expect(await panel.locator("[part=contact]").isVisible(), "in a drawer that is shut").toBe(false);
    await page.evaluate(`document.querySelector("aside").className = ""`);
    await panel.locator("[part=contact]").waitFor();
  });
});

test("the strictest policy, with Trusted Types and without a nonce, is kept in every state", async () => {
  const page = await browser.open();
  await page.addInitScript(() => {
    const violations: string[] = [];
    document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) =>
      violations.push(`${violatedDirective} ${blockedURI}`),
    );
    Object.assign(globalThis, { violations });
  });
  const policy = [
    `default-src 'none'; script-src ${server.url}; connect-src 'self' ${server.url}; style-src 'none'`,
    `require-trusted-types-for 'script'; trusted-types 'none'; base-uri 'none'; form-action 'none'; sandbox allow-scripts allow-same-origin`,
  ].join("; ");
  const panel = await openPanelPage(page, host, server.url, {
    headers: { "content-security-policy": policy },
  });
  const violations = () => page.evaluate("violations");
  await goThrough(panel, async () => expect(await violations()).toEqual([]));
  await page.locator("tagdeck-panel").evaluate((element) => element.removeAttribute("contact"));
  await panel.panel.getByRole("heading", { name: "Choose a conversation" }).waitFor();
  expect(await violations()).toEqual([]);
  await expectSound(page);
});

describe("a page that reads from right to left", () => {
  test.each([
    ["Arabic", "ar", "crm:20001", "ليلى الخطيب", "عميل مميّز"],
    ["Hebrew", "he", "crm:20002", "נועה לוי", "לקוח חוזר"],
  ])(
    "in %s: the panel keeps its language's direction, names keep theirs",
    async (_, lang, contact, name, tag) => {
      await api.mutate("assignments.change", {
        contact: { externalId: "crm:48002" },
        create: { name: tag },
      });
      const panel = await openPanelPage(await browser.open(), host, server.url, {
        html: `lang="${lang}" dir="rtl"`,
        contact,
        panel: `locale="en"`,
        styles: sidebar,
      });
      const heading = panel.panel.getByRole("heading", { name });
      await heading.waitFor();
      expect(await directions(panel.panel.locator("[part=panel]"))).toEqual(["ltr"]);
      expect(await directions(heading)).toEqual(["rtl"]);
      await panel.page.keyboard.press("l");
      await panel.field.fill(tag);
      await expect.poll(() => directions(panel.field)).toEqual(["rtl"]);
      await panel.panel.getByRole("option", { name: tag }).waitFor();
      await expectSound(panel.page);
      await panel.page.keyboard.press("Enter");
      await expect.poll(panel.tags).toEqual([tag]);
      expect(await directions(panel.panel.locator("[part=chip-name]"))).toEqual(["rtl"]);
      await goThrough(panel);
    },
  );
});

const directions = (elements: Locator) =>
  elements.evaluateAll((found) => found.map((element) => getComputedStyle(element).direction));
