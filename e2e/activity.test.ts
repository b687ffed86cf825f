import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { signIn } from "./api.ts";
import { expectAccessible } from "./axe.ts";
import { phone, useBrowser } from "./browser.ts";
import { fillSignIn, openConsole } from "./console.ts";
import { startServer, type Server } from "./server.ts";

const browser = useBrowser();
let server: Server;

beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

describe("the audit log", () => {
  test("says who did what, from what to what, and is filtered in the address", async () => {
    const admin = await signIn(server.url, "admin@example.com");
    await admin.mutate("workspace.update", { settings: { tagNameMax: 60 } });
    const owner = await openConsole(await browser.open(), server.url, {
      email: "owner@example.com",
      path: "activity",
    });
    const line = owner.locator(".activity-line", { hasText: "Changed the settings" });
    await line.getByText("Longest tag name").waitFor();
    expect(await line.innerText()).toMatch(/50\s+60/);
    await owner.getByText("Signed in by password").first().waitFor();
    await expectAccessible(owner);

    // What others change appears by itself.
    await admin.mutate("workspace.update", { name: "Kite & Oak" });
    await owner.getByText("Kite & Oak").last().waitFor();

    await owner.getByLabel("Person").selectOption({ label: "Ada Lin" });
    await owner.getByLabel("Kind of change").selectOption({ label: "Settings" });
    await expect.poll(() => owner.locator(".activity-line").count()).toBe(2);
    expect(owner.url()).toMatch(/by=\d+&kind=settings/);
    await owner.reload();
    await expect.poll(() => owner.locator(".activity-line").count()).toBe(2);
    await owner.getByLabel("To", { exact: true }).fill("2020-01-01");
    await owner.getByRole("heading", { name: "Nothing matches" }).waitFor();
    await expectAccessible(owner);
    await owner.getByRole("button", { name: "Show everything" }).first().click();
    await owner.getByText("Signed in by password").first().waitFor();
  });

  test("fits a telephone, in Japanese too", async () => {
    const page = await browser.open({ viewport: phone, locale: "ja" });
    await page.goto(`${server.url}/admin/demo/activity`);
    await page.locator("input[type=email]").fill("owner@example.com");
    await page.locator("input[name=password]").fill("tagdeck-demo");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "監査ログ" }).waitFor();
    await page.locator(".activity-line").first().waitFor();
    const over = () => document.documentElement.scrollWidth - document.documentElement.clientWidth;
    expect(await page.evaluate(over)).toBeLessThanOrEqual(0);
    await expectAccessible(page);
  });

  test("is not there for agents, also when they know the address", async () => {
    const page = await browser.open();
    await page.goto(`${server.url}/admin/demo/activity`);
    await fillSignIn(page, "agent@example.com", "tagdeck-demo");
    await page.getByRole("heading", { name: "There is nothing here" }).waitFor();
    expect(await page.getByRole("link", { name: "Audit log" }).count()).toBe(0);
  });
});
