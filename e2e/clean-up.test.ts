import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { signIn } from "./api.ts";
import { expectAccessible } from "./axe.ts";
import { desktop, phone, useBrowser } from "./browser.ts";
import { openConsole } from "./console.ts";
import { startServer, type Server } from "./server.ts";

const browser = useBrowser();
let server: Server;

beforeAll(async () => {
  server = await startServer();
  const api = await signIn(server.url, "owner@example.com");
  for (const name of ["臺灣", "Never given 1", "Never given 2"]) await api.mutate("tags.create", { name });
});
afterAll(() => server.stop());

const group = (page: Page, names: string) => page.getByRole("region", { name: names, exact: true });
const banner = (page: Page) => page.getByRole("complementary", { name: "Duplicates" });
const tab = (page: Page, name: RegExp) =>
  page.getByRole("navigation", { name: "What to clean up" }).getByRole("link", { name });
const undo = (page: Page, text: string) =>
  page.locator(".toast", { hasText: text }).getByRole("button", { name: "Undo" }).click();

describe("tags that look like one", () => {
  test("are told of above the list, reviewed, kept apart with a way back, and renamed", async () => {
    const page = await openConsole(await browser.open(), server.url);
    await banner(page).getByText("pairs look like the same tag").waitFor();
    await banner(page).getByRole("link", { name: "Review" }).click();
    const refunds = group(page, "refund / Refunds");
    await refunds.getByRole("heading", { name: "Singular and plural" }).waitFor();
    await refunds.getByText(/ha(s|ve) both$/).waitFor();
    expect(await refunds.getByRole("link", { name: /contacts?$/ }).count()).toBe(2);

    const before = await tab(page, /^Duplicates/).innerText();
    await refunds.getByRole("button", { name: "They are different" }).click();
    await refunds.waitFor({ state: "detached" });
    // The focus goes on to the next group.
    await expect.poll(() => page.evaluate(() => document.activeElement?.className)).toBe("group");
    await undo(page, "Kept as different tags");
    await refunds.waitFor();
    await expect.poll(() => tab(page, /^Duplicates/).innerText()).toBe(before);

    const vip = group(page, "V.I.P. / VIP");
    await vip.getByRole("button", { name: "Rename V.I.P." }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Name").fill("Very important");
    await dialog.getByRole("button", { name: "Rename" }).click();
    await vip.waitFor({ state: "detached" });
    await undo(page, "Renamed");
    await vip.waitFor();
  });

  test("are taken apart one by one, and what was kept apart is listed and shown again", async () => {
    const page = await openConsole(await browser.open(), server.url, { path: "tags/clean-up" });
    const taiwan = group(page, "台湾 / 台灣 / 臺灣");
    await taiwan.getByRole("button", { name: "臺灣 is different from the others" }).click();
    await group(page, "台湾 / 台灣").waitFor();
    await tab(page, /^Ignored/).click();
    await expect.poll(() => page.locator(".ignored .row").count()).toBe(2);
    await page.getByText("Ada Lin").first().waitFor();
    await page
      .getByRole("button", { name: /^Show again: / })
      .first()
      .click();
    await expect.poll(() => page.locator(".ignored .row").count()).toBe(1);
    await page
      .getByRole("button", { name: /^Show again: / })
      .first()
      .click();
    await page.getByText("Nothing is ignored").waitFor();
    await tab(page, /^Duplicates/).click();
    await taiwan.waitFor();
  });

  test("are gone from another's page when somebody keeps them apart or deletes one", async () => {
    const [one, other] = [
      await openConsole(await browser.open(), server.url, { path: "tags/clean-up" }),
      await openConsole(await browser.open(), server.url, {
        path: "tags/clean-up",
        email: "owner@example.com",
      }),
    ];
    for (const page of [one, other]) await group(page, "follow up / follow-up").waitFor();
    await group(one, "follow up / follow-up").getByRole("button", { name: "They are different" }).click();
    await group(other, "follow up / follow-up").waitFor({ state: "detached" });
    await undo(one, "Kept as different tags");
    await group(other, "follow up / follow-up").waitFor();
  });

  test("are put away for good, and by keys gone through", async () => {
    const page = await openConsole(await browser.open(), server.url);
    await banner(page).getByRole("button", { name: "Put away" }).click();
    await banner(page).waitFor({ state: "detached" });
    await page.reload();
    await page.locator(".tag-table").waitFor();
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox", { name: "Page or tag" }).fill("clean up");
    await page.getByRole("option", { name: "Clean up tags", selected: true }).waitFor();
    await page.keyboard.press("Enter");
    await group(page, "refund / Refunds").waitFor();
    const here = () => page.evaluate(() => document.activeElement?.getAttribute("aria-label"));
    await page.keyboard.press("j");
    const first = await here();
    await page.keyboard.press("j");
    await expect.poll(here).not.toBe(first);
    await page.keyboard.press("k");
    await expect.poll(here).toBe(first);
    await page.goto(`${server.url}/admin/demo/tags`);
    await page.locator(".tag-table").waitFor();
    expect(await banner(page).count()).toBe(0);
  });

  test("are not for those who may not change many tags", async () => {
    const page = await openConsole(await browser.open(), server.url, { email: "agent@example.com" });
    await page.locator(".tag-table").waitFor();
    expect(await page.getByRole("link", { name: "Clean up" }).count()).toBe(0);
    expect(await banner(page).count()).toBe(0);
    await page.goto(`${server.url}/admin/demo/tags/clean-up`);
    await page.getByRole("heading", { level: 1 }).waitFor();
    expect(await page.locator(".tab").count()).toBe(0);
  });
});

test("tags that nobody has are deleted together or archived, with a way back", async () => {
  const page = await openConsole(await browser.open(), server.url, { path: "tags/clean-up/unused" });
  const row = (name: string) => page.getByRole("row").filter({ has: page.getByText(name, { exact: true }) });
  await row("Never given 1").getByRole("cell", { name: "never", exact: true }).waitFor();
  for (const n of [1, 2]) await page.getByRole("checkbox", { name: `Select Never given ${n}` }).click();
  await page.getByText("2 selected").waitFor();
  await page.getByRole("button", { name: "Delete…" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Delete" }).click();
  await row("Never given 1").waitFor({ state: "detached" });
  await undo(page, "2 tags deleted");
  await row("Never given 1").waitFor();
  await page.getByRole("checkbox", { name: "Select Never given 1" }).click();
  await page.getByRole("button", { name: "Archive…" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Archive" }).click();
  await row("Never given 1").waitFor({ state: "detached" });
  await undo(page, "archived");
  await row("Never given 1").waitFor();
  await page.getByRole("checkbox", { name: "Select Never given 1" }).click();
  await page.getByText("1 selected").waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("region", { name: "Selected tags" }).waitFor({ state: "detached" });
});

test.each([
  ["desktop", desktop],
  ["phone", phone],
] as const)("no tab of it has a violation that axe knows, on a %s", async (_, viewport) => {
  const page = await openConsole(await browser.open({ viewport }), server.url);
  for (const path of ["", "/unused", "/ignored"]) {
    await page.goto(`${server.url}/admin/demo/tags/clean-up${path}`);
    await page.getByRole("heading", { level: 1 }).waitFor();
    await expect.poll(() => page.locator("main [aria-busy=true]").count()).toBe(0);
    await expectAccessible(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(
      viewport.width,
    );
  }
});
