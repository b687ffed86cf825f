import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { signIn, type Api } from "./api.ts";
import { expectAccessible } from "./axe.ts";
import { desktop, phone, useBrowser } from "./browser.ts";
import { openChat } from "./chat.ts";
import { openConsole } from "./console.ts";
import { startServer, type Server } from "./server.ts";

const browser = useBrowser();
let server: Server;
let api: Api;

beforeAll(async () => {
  server = await startServer();
  api = await signIn(server.url, "admin@example.com");
});
afterAll(() => server.stop());

async function pathOf(name: string): Promise<string> {
  const { items } = await api.query<{ items: { id: number; name: string }[] }>("tags.list", { search: name });
  return `tags/${items.find((tag) => tag.name === name)?.id ?? ""}`;
}

describe("a tag's page", () => {
  test("shows its trend as a line and as a table, its contacts and its history, and follows a chat", async () => {
    const page = await openConsole(await browser.open(), server.url, { path: await pathOf("Complaint") });
    await page.locator(".chart canvas").waitFor();
    await page.getByRole("img", { name: /Contacts with “Complaint”/ }).waitFor();
    await page.getByRole("button", { name: "Show as a table" }).click();
    const table = page.getByRole("region", { name: "Contacts by day" });
    expect(await table.getByRole("row").count()).toBe(91);
    const total = page.locator(".tag-total");
    const before = Number(await total.innerText());
    expect(Number(await table.getByRole("cell").first().innerText())).toBe(before);
    expect(await page.locator(".tag-contact").count()).toBe(5);

    const chat = await openChat(await browser.open(), server.demoUrl, { contact: "crm:48890" });
    await chat.openPicker();
    await chat.page.keyboard.type("Complaint");
    await chat.page.keyboard.press("Enter");
    await expect.poll(async () => Number(await total.innerText()), { timeout: 2_000 }).toBe(before + 1);

    await page.getByRole("link", { name: "Show all" }).click();
    await expect.poll(() => page.url()).toMatch(/contacts\?tag=\d+$/);
  });

  test("is where it is renamed, described, recoloured, deleted and restored", async () => {
    const page = await openConsole(await browser.open(), server.url, {
      path: await pathOf("Repair request"),
    });
    const history = () => page.locator(".tag-history-line").allInnerTexts();
    await page.getByRole("heading", { level: 1, name: "Repair request" }).waitFor();
    await page.keyboard.press("e");
    const dialog = page.getByRole("dialog", { name: "Rename the tag" });
    await dialog.getByLabel("Name").fill("Repair reqests");
    await dialog.getByText("Similar").waitFor();
    await dialog.getByLabel("Name").fill("Repair");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: "Repair" }).waitFor();
    await expect.poll(history).toContain("Renamed from “Repair request” to “Repair”");

    await page.getByRole("button", { name: "Edit the description" }).click();
    await page.getByRole("dialog").getByRole("textbox").fill("Zips and seams.");
    await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
    await page.locator(".tag-description", { hasText: "Zips and seams." }).waitFor();

    await page.getByRole("button", { name: "Delete" }).click();
    const asked = page.getByRole("alertdialog", { name: "Delete “Repair”?" });
    await asked.getByText(/taken off \d+ contacts? at once/).waitFor();
    await asked.getByRole("button", { name: "Delete" }).click();
    await page.getByRole("heading", { name: /“Repair” was deleted by/ }).waitFor();
    await expectAccessible(page);
    await page.getByRole("button", { name: "Restore" }).click();
    await page.locator(".chart canvas").waitFor();
    await expect.poll(async () => (await history())[0]).toBe("Restored as “Repair”");
  });

  test("says that there is no such tag", async () => {
    const page = await openConsole(await browser.open(), server.url, { path: "tags/999999" });
    await page.getByRole("heading", { name: "There is no such tag" }).waitFor();
    await expectAccessible(page);
  });

  test.each([
    ["desktop", desktop],
    ["phone", phone],
  ] as const)("has no violation that axe knows on a %s, and is not too wide", async (_, viewport) => {
    const page = await openConsole(await browser.open({ viewport }), server.url, {
      path: await pathOf("Complaint"),
    });
    await page.locator(".chart canvas").waitFor();
    await page.locator(".tag-contact").first().waitFor();
    await expectAccessible(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
      viewport.width,
    );
    await page.getByRole("button", { name: "Show as a table" }).click();
    await expectAccessible(page);
  });
});

describe("the palette and the sheet of keys", () => {
  test("lead from any page to any other and to any tag", async () => {
    const page = await openConsole(await browser.open(), server.url, { path: "settings" });
    await page.getByRole("heading", { level: 1, name: "Settings" }).waitFor();
    await page.keyboard.press("Control+k");
    const field = page.getByRole("combobox", { name: "Page or tag" });
    await field.waitFor();
    await page
      .getByRole("option", { name: /contacts$/ })
      .first()
      .waitFor();
    await expectAccessible(page);
    await field.pressSequentially("complai", { delay: 20 });
    await page.getByRole("option", { name: /^Complaint/, selected: true }).waitFor();
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: "Complaint" }).waitFor();

    await page.keyboard.press("Control+k");
    await field.pressSequentially("new tag", { delay: 20 });
    await page.getByRole("option", { name: "New tag", selected: true }).waitFor();
    await page.keyboard.press("Enter");
    await page.getByRole("dialog", { name: "New tag" }).waitFor();
    await page.keyboard.press("Escape");
    await expect.poll(() => page.url()).toBe(`${server.url}/admin/demo/tags`);

    await page.keyboard.press("Control+k");
    await field.pressSequentially("zzzz", { delay: 20 });
    await page.getByText("Nothing found").last().waitFor();
    await expectAccessible(page);
    await page.keyboard.press("Escape");
    await field.waitFor({ state: "detached" });

    await page.keyboard.press("?");
    const sheet = page.getByRole("dialog", { name: "Keyboard" });
    await sheet.getByText("Next tag").waitFor();
    await sheet.getByText("Go to a page or a tag").waitFor();
    await expectAccessible(page);
  });
});
