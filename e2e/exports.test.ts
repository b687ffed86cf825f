import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { expectAccessible } from "./axe.ts";
import { phone, useBrowser } from "./browser.ts";
import { choose, openConsole, tagRow } from "./console.ts";
import { startServer, type Server } from "./server.ts";

const browser = useBrowser();
let server: Server;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

const bell = (page: Page) => page.getByRole("button", { name: /^Notifications/ });
const name = (page: Page) => bell(page).getAttribute("aria-label");
const centre = (page: Page) => page.getByRole("dialog", { name: "Notifications" });
const items = (page: Page) => centre(page).getByRole("listitem");
const dialog = (page: Page) => page.getByRole("dialog", { name: "Export tags" });

async function askForExport(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Export", exact: true }).click();
  await dialog(page)
    .getByRole("button", { name: /^Export/ })
    .click();
  await dialog(page).waitFor({ state: "detached" });
}

describe("exporting tags", () => {
  test("asks what to export, is told in all of one's tabs and nobody else's, and downloads it", async () => {
    const page = await openConsole(await browser.open(), server.url, { path: "tags?q=refund&sort=contacts" });
    const otherTab = await page.context().newPage();
    await otherTab.goto(`${server.url}/admin/demo/contacts`);
    await bell(otherTab).waitFor();
    const owner = await openConsole(await browser.open(), server.url, { email: "owner@example.com" });
    await tagRow(page, "refund").waitFor();

    // A tab behind another draws hardly any frames.
    await page.bringToFront();
    await page.getByRole("button", { name: "Export", exact: true }).click();
    await expectAccessible(page);
    await dialog(page).getByText("Summary").click();
    await dialog(page).getByLabel("Kind").check();
    await dialog(page).getByRole("button", { name: "Export 2 tags" }).click();
    await page.getByText("The bell tells you when the file is ready.").waitFor();

    await expect.poll(() => name(page)).toBe("Notifications, 1 unread");
    await expect.poll(() => name(otherTab)).toBe("Notifications, 1 unread");
    expect(await name(owner)).toBe("Notifications");

    await bell(page).click();
    await expect.poll(() => items(page).allInnerTexts()).toHaveLength(1);
    await items(page).getByText("The tags are exported").waitFor();
    await items(page)
      .getByText(/^2 rows, \d+ byte\. Until /)
      .waitFor();
    await expectAccessible(page);
    const downloading = page.waitForEvent("download");
    await items(page).getByRole("link", { name: "Download" }).click();
    const download = await downloading;
    expect(download.suggestedFilename()).toMatch(/^demo-tags-\d{4}-\d\d-\d\d\.csv$/);
    const rows = await page
      .locator("tr[data-tag]")
      .evaluateAll((all) =>
        all.map((row) =>
          [".td-chip-name", ".col-contacts"]
            .map((part) => row.querySelector(part)?.textContent?.trim() ?? "")
            .join(","),
        ),
      );
    expect(readFileSync(await download.path(), "utf8")).toBe(
      ["\uFEFFTag Name,Number of tagged contacts,Kind", ...rows.map((row) => `${row},permanent`), ""].join(
        "\r\n",
      ),
    );
    // What was fetched is read, here and in the other tab.
    await expect.poll(() => name(page)).toBe("Notifications");
    await expect.poll(() => name(otherTab)).toBe("Notifications");
  });

  test("exports the contacts of a tag from its page", async () => {
    const page = await openConsole(await browser.open(), server.url);
    await page.getByRole("link", { name: "refund", exact: true }).click();
    await choose(page, "Export contacts", "CSV, for spreadsheets");
    await bell(page).click();
    const downloading = page.waitForEvent("download");
    const item = items(page).filter({ hasText: "The contacts are exported: refund" });
    await item.getByRole("link", { name: "Download" }).click();
    const download = await downloading;
    expect(download.suggestedFilename()).toMatch(/^demo-refund-[\d-]+\.csv$/);
    const lines = readFileSync(await download.path(), "utf8")
      .trimEnd()
      .split("\r\n");
    expect(lines[0]).toContain("external_id,name,email,phone,channel,tags,created_at,updated_at");
    await item.getByText(new RegExp(`^${lines.length - 1} rows, `)).waitFor();
    await page.keyboard.press("Escape");
    await expectAccessible(page);
  });

  test("tells who was away when they are back, by keyboard alone", async () => {
    const page = await openConsole(await browser.open(), server.url, { email: "owner@example.com" });
    await askForExport(page);
    await page.goto("about:blank");
    await page.goto(`${server.url}/admin/demo/contacts`);
    await expect.poll(() => name(page)).toBe("Notifications, 1 unread");
    await page.keyboard.press("b");
    await centre(page).waitFor();
    const focused = () => page.evaluate(() => document.activeElement?.closest("[role=dialog]") !== null);
    await expect.poll(focused).toBe(true);
    await centre(page).getByRole("button", { name: "Mark all as read" }).press("Enter");
    await expect.poll(() => name(page)).toBe("Notifications");
    await page.keyboard.press("Escape");
    await centre(page).waitFor({ state: "detached" });
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.getAttribute("aria-label")))
      .toBe("Notifications");
  });

  test("works on a phone", async () => {
    const page = await openConsole(await browser.open({ viewport: phone }), server.url);
    await page.getByRole("button", { name: "Export", exact: true }).click();
    await expectAccessible(page);
    await dialog(page)
      .getByRole("button", { name: /^Export/ })
      .click();
    await expect.poll(() => name(page)).toMatch(/unread$/);
    await bell(page).click();
    await items(page).first().waitFor();
    const box = await centre(page).boundingBox();
    expect(box && box.x >= 0 && box.x + box.width <= phone.width).toBe(true);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(phone.width);
    await expectAccessible(page);
  });

  test("is not offered to a viewer or an agent, and its files are not theirs", async () => {
    const admin = await openConsole(await browser.open(), server.url);
    await askForExport(admin);
    await bell(admin).click();
    const href = await items(admin).first().getByRole("link", { name: "Download" }).getAttribute("href");
    for (const email of ["viewer@example.com", "agent@example.com"]) {
      const page = await openConsole(await browser.open(), server.url, { email });
      await page.locator("tr[data-tag]").first().waitFor();
      expect(await page.getByRole("button", { name: "Export", exact: true }).count()).toBe(0);
      const status = await page.evaluate(async (path) => (await fetch(path)).status, href ?? "");
      expect(status).toBe(404);
      await bell(page).click();
      await centre(page).getByText("Nothing to tell you yet").waitFor();
      if (email.startsWith("viewer")) await expectAccessible(page);
    }
  });
});
