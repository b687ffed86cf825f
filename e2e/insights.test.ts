import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { expectAccessible } from "./axe.ts";
import { phone, useBrowser } from "./browser.ts";
import { openConsole } from "./console.ts";
import { startServer, type Server } from "./server.ts";

const browser = useBrowser();
let server: Server;

beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

describe("the insights", () => {
  test("show charts with their tables, the tags that grow, and who gave them", async () => {
    const page = await openConsole(await browser.open(), server.url, { path: "insights" });
    await page.locator(".tile", { hasText: "Contacts without a tag" }).waitFor();
    await page.locator(".chart-place canvas").nth(1).waitFor();
    await expectAccessible(page);
    const given = page.getByRole("region", { name: "Tags given, by day", exact: true });
    await given.getByRole("button", { name: "Show as a table" }).click();
    const numbers = await given.locator("tbody td:nth-child(2)").allInnerTexts();
    expect(numbers.length).toBe(30);
    const total = numbers.reduce((sum, text) => sum + Number(text.replaceAll(",", "")), 0);
    const tile = await page.locator(".tile", { hasText: "Tags given" }).locator("dd").innerText();
    expect(Number(tile.replaceAll(",", ""))).toBe(total);
    expect(total).toBeGreaterThan(0);
    await expectAccessible(page);

    const people = page.getByRole("region", { name: "Who gave tags" });
    expect(await people.locator("tbody tr").count()).toBeGreaterThan(1);
    await page.getByRole("link", { name: "Last 90 days" }).click();
    await expect.poll(() => given.locator("tbody td:nth-child(2)").count()).toBe(90);
    expect(page.url()).toMatch(/insights\?days=90$/);

    await page.getByRole("region", { name: "Top tags" }).getByRole("link").first().click();
    await page.getByRole("heading", { name: "History" }).waitFor();
  });

  test("show a viewer no other people, and fit a telephone", async () => {
    const page = await browser.open({ viewport: phone });
    await openConsole(page, server.url, { path: "insights", email: "viewer@example.com" });
    await page.getByRole("region", { name: "What you gave" }).getByText("Nobody gave a tag.").waitFor();
    expect(await page.getByText("Who gave tags").count()).toBe(0);
    const over = () => document.documentElement.scrollWidth - document.documentElement.clientWidth;
    expect(await page.evaluate(over)).toBeLessThanOrEqual(0);
    await expectAccessible(page);
  });
});
