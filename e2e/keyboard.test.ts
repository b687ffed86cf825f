import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { signIn } from "./api.ts";
import { useBrowser } from "./browser.ts";
import { tabTo } from "./chat.ts";
import { startHost, type Host } from "./host.ts";
import { openPanelPage, type PanelOn } from "./panel-page.ts";
import { startServer, type Server } from "./server.ts";

const browser = useBrowser();
const contact = "crm:48890";
const styles = "aside { width: 320px }";
let server: Server;
let host: Host;

beforeAll(async () => {
  server = await startServer();
  host = await startHost(server.url);
  const api = await signIn(server.url, "admin@example.com");
  for (let number = 1; number <= 13; number += 1) {
    await api.mutate("assignments.change", {
      contact: { externalId: contact },
      create: { name: `Visit ${number}` },
    });
  }
});
afterAll(async () => {
  await host.close();
  await server.stop();
});

const open = async (): Promise<PanelOn> => {
  const opened = await openPanelPage(await browser.open(), host, server.url, { contact, styles });
  await opened.panel.getByRole("button", { name: "Remove Visit 13" }).waitFor();
  return opened;
};

/** The name of what has the focus in the panel, and whether one sees that it has. */
const focused = (page: Page) =>
  page.evaluate(() => {
    const element = document.querySelector("tagdeck-panel")?.shadowRoot?.activeElement;
    if (!(element instanceof HTMLElement)) return null;
    const rings = [element, element.closest(".td-chip")].map((ringed) => {
      const { outlineStyle, outlineWidth } = ringed
        ? getComputedStyle(ringed)
        : { outlineStyle: "none", outlineWidth: "0" };
      return outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
    });
    return { name: element.ariaLabel ?? element.textContent, seen: rings.includes(true) };
  });

describe("by keyboard alone", () => {
  test("every control is a stop that one sees, in the order of reading; so is the way back", async () => {
    const { page, panel } = await open();
    const visits = Array.from({ length: 12 }, (_, index) => `Visit ${13 - index}`);
    const expected = [
      `Copy ${contact}`,
      ...((await panel.locator("[part=contact] [aria-label^='Copy ']").count()) > 1
        ? [expect.stringMatching(/^Copy .+@/)]
        : []),
      ...visits.flatMap((name) => [name, `Remove ${name}`]),
      expect.stringMatching(/^\+\d+ more$/),
      "Add tag",
    ];
    await page.evaluate(() => {
      const [before, after] = [document.createElement("button"), document.createElement("button")];
      before.textContent = after.textContent = "Of the page";
      document.querySelector("aside")?.before(before);
      document.querySelector("aside")?.after(after);
      before.focus();
    });
    const walk = async (key: string) => {
      const stops: string[] = [];
      for (;;) {
        await page.keyboard.press(key);
        const stop = await focused(page);
        if (stop === null) return stops;
        expect(stop, "one sees where the focus is").toMatchObject({ seen: true });
        stops.push((stop.name ?? "").replace(/^Add tagL$/, "Add tag"));
      }
    };
    expect(await walk("Tab")).toEqual(expected);
    expect((await walk("Shift+Tab")).toReversed()).toEqual(expected);
  });

  test("an id is copied, a tag tells where it came from, many tags unfold, and the focus stays where it was", async () => {
    const { page, panel, toast, tags } = await open();
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await tabTo(page, panel.getByRole("button", { name: `Copy ${contact}` }));
    await page.keyboard.press("Enter");
    await toast.filter({ hasText: "Copied" }).waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(contact);
    expect(await focused(page)).toMatchObject({ name: `Copy ${contact}` });

    const chip = panel.getByRole("button", { name: "Visit 13", exact: true });
    await tabTo(page, chip);
    await page.keyboard.press("Enter");
    await panel.getByRole("dialog", { name: "Visit 13" }).getByText("console").waitFor();
    await page.keyboard.press("Escape");
    expect(await panel.getByRole("dialog").count()).toBe(0);
    expect(await focused(page)).toMatchObject({ name: "Visit 13" });

    const before = (await tags()).length;
    const fold = panel.locator(".more");
    await tabTo(page, fold);
    await page.keyboard.press("Space");
    await expect.poll(async () => (await tags()).length).toBeGreaterThan(before);
    expect(await focused(page)).toMatchObject({ name: "Show fewer" });
    await page.keyboard.press("Space");
    await expect.poll(async () => (await tags()).length).toBe(before);
  });

  test("Delete takes the tags off one by one, and the focus goes to the next each time", async () => {
    const { page, panel, toast, tags } = await open();
    await tabTo(page, panel.getByRole("button", { name: "Visit 12", exact: true }));
    await page.keyboard.press("Delete");
    await expect.poll(tags).not.toContain("Visit 12");
    expect(await focused(page)).toMatchObject({ name: "Visit 11" });
    await page.keyboard.press("Tab");
    await page.keyboard.press("Backspace");
    await expect.poll(tags).not.toContain("Visit 11");
    expect(await focused(page)).toMatchObject({ name: "Remove Visit 10" });
    await toast.filter({ hasText: "Visit 11 removed" }).waitFor();
    await tabTo(page, toast.getByRole("button", { name: "Undo" }));
    await page.keyboard.press("Space");
    await expect.poll(tags).toContain("Visit 11");
    expect(await focused(page), "the focus stays in the panel").not.toBeNull();
  });

  test("the list is walked by arrows, Home and End, shut by Escape, and keeps the focus in the field", async () => {
    const { page, panel, field, tags } = await open();
    await page.keyboard.press("l");
    await field.waitFor();
    const active = async () => {
      const id = await field.getAttribute("aria-activedescendant");
      return id === null ? null : panel.locator(`[id="${id}"] .td-option-name`).textContent();
    };
    await panel.getByRole("option").first().waitFor();
    const names = await panel.locator(".td-option-name").allTextContents();
    expect(await active()).toBeNull();
    for (const [key, index] of [
      ["ArrowDown", 0],
      ["ArrowDown", 1],
      ["End", -1],
      ["ArrowDown", 0],
      ["ArrowUp", -1],
      ["Home", 0],
    ] as const) {
      await page.keyboard.press(key);
      await expect.poll(active).toBe(names.at(index));
      const inView = await panel.locator("[aria-selected=true]").evaluate((option) => {
        const list = option.closest("[role=listbox]")?.getBoundingClientRect();
        const { top, bottom } = option.getBoundingClientRect();
        return list !== undefined && top >= list.top - 1 && bottom <= list.bottom + 1;
      });
      expect(inView, `${key} shows what it chose`).toBe(true);
    }
    const before = await tags();
    await page.keyboard.type("visit 1");
    await expect.poll(active).toMatch(/^Visit 1/);
    await page.keyboard.press("Escape");
    await expect.poll(() => field.getAttribute("aria-expanded")).toBe("false");
    expect(await field.inputValue()).toBe("visit 1");
    await page.keyboard.press("Escape");
    expect(await field.inputValue()).toBe("");
    await page.keyboard.press("Escape");
    await expect.poll(() => field.count()).toBe(0);
    expect((await focused(page))?.name).toMatch(/^Add tag/);
    expect(await tags()).toEqual(before);
  });
});
