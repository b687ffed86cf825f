import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { signIn } from "./api.ts";
import { useBrowser } from "./browser.ts";
import { startHost, type Host } from "./host.ts";
import { goThrough, openPanelPage, type PanelOn } from "./panel-page.ts";
import { startServer, type Server } from "./server.ts";

const browser = useBrowser();
const contact = "crm:46650";
const longName = "A customer whose every order came back with a letter";
let server: Server;
let host: Host;

beforeAll(async () => {
  server = await startServer();
  host = await startHost(server.url);
  const api = await signIn(server.url, "admin@example.com");
  const names = [
    "Donaudampfschifffahrtsgesellschaftskapitänsmützen",
    "請問尺寸可以換嗎謝謝您".repeat(4),
    longName.slice(0, 50),
  ];
  for (let number = 1; number <= 11; number += 1) names.push(`Order ${number}`);
  const at = { externalId: contact };
  for (const name of names) await api.mutate("assignments.change", { contact: at, create: { name } });
});
afterAll(async () => {
  await host.close();
  await server.stop();
});

const width = (px: number) => `body { margin: 0 } aside { width: ${px}px }`;
const smallTargets = ({ panel }: PanelOn) =>
  panel.locator("button, input, [role=option]").evaluateAll((found) =>
    found
      .filter((element) => element.checkVisibility())
      .map((element) => {
        // A chip is its button as a whole.
        const target = element.matches(".td-chip-open") ? (element.closest(".td-chip") ?? element) : element;
        const { width: wide, height } = target.getBoundingClientRect();
        return wide < 40 || height < 40
          ? `${element.className || element.localName}: ${wide} × ${height}`
          : "";
      })
      .filter(Boolean),
  );

describe("a column", () => {
  test.each([240, 320, 480])("of %i pixels holds long names, many tags and every state", async (px) => {
    const panel = await openPanelPage(await browser.open(), host, server.url, { contact, styles: width(px) });
    await panel.panel.getByRole("button", { name: /^\+\d+ more$/ }).click();
    await goThrough(panel);
  });

  test("at a zoom of 400 % has nothing to scroll sideways", async () => {
    const zoomed = { viewport: { width: 320, height: 200 }, deviceScaleFactor: 4 };
    const panel = await openPanelPage(await browser.open(zoomed), host, server.url, {
      contact,
      styles: "body { margin: 0 }",
    });
    await goThrough(panel, async () => {
      expect(await panel.page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
    });
  });

  test("of a fixed height scrolls by itself, and what the panel says stays in view", async () => {
    const { panel, toast } = await openPanelPage(await browser.open(), host, server.url, {
      contact,
      styles: `${width(320)} tagdeck-panel { height: 240px; overflow: auto }`,
    });
    await panel.getByRole("button", { name: `Copy ${contact}` }).click();
    await toast.waitFor();
    for (const top of [0, 10_000]) {
      const inView = await panel.evaluate((element, y) => {
        element.scrollTop = y;
        const said = element.shadowRoot?.querySelector(".toast")?.getBoundingClientRect();
        const seen = element.getBoundingClientRect();
        return said !== undefined && said.top >= seen.top && said.bottom <= seen.bottom;
      }, top);
      expect(inView, `scrolled to ${top}`).toBe(true);
    }
  });
});

describe("an agent who prefers", () => {
  test.each([
    ["forced colours", { forcedColors: "active" }],
    ["more contrast", { contrast: "more" }],
    ["less motion", { reducedMotion: "reduce" }],
  ] as const)("%s sees every state", async (what, media) => {
    const panel = await openPanelPage(await browser.open(media), host, server.url, {
      contact,
      styles: width(320),
    });
    await goThrough(panel);
  });

  test("a finger gets nothing smaller than 40 pixels", async () => {
    const panel = await openPanelPage(
      await browser.open({ hasTouch: true, isMobile: true, viewport: { width: 360, height: 740 } }),
      host,
      server.url,
      { contact, styles: "body { margin: 0 }" },
    );
    expect(await panel.page.evaluate(() => matchMedia("(pointer: coarse)").matches)).toBe(true);
    await goThrough(panel, async (state) => {
      expect(await smallTargets(panel), state).toEqual([]);
    });
    await panel.panel.getByRole("button", { name: `Copy ${contact}` }).tap();
    await panel.toast.filter({ hasText: "Copied" }).waitFor();
    expect(await smallTargets(panel), "a toast to dismiss").toEqual([]);
  });
});
