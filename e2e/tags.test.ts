import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { signIn } from "./api.ts";
import { useBrowser } from "./browser.ts";
import { openChat } from "./chat.ts";
import { choose, contactCount, deleteTag, openConsole, renameTag, tagRow } from "./console.ts";
import { startServer, type Server } from "./server.ts";

const browser = useBrowser();
const atOnce = { timeout: 1_000 };
let server: Server;

beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

const names = (page: Page) => page.locator(".tag-table .td-chip-name").allInnerTexts();
const firstName = async (page: Page) => (await names(page))[0];

describe("an admin in the table of tags", () => {
  test("creates, renames in place, recolours, deletes and undoes", async () => {
    const page = await openConsole(await browser.open(), server.url);
    await page.getByRole("button", { name: "New tag" }).click();
    const dialog = page.getByRole("dialog", { name: "New tag" });
    await dialog.getByLabel("Name").fill("  Wholesale \u3000lead ");
    await dialog.getByRole("radio").nth(4).click();
    await dialog.getByLabel("Description").fill("Asked for a price list.");
    await dialog.getByRole("button", { name: "Create tag" }).click();
    await page.getByText("“Wholesale lead” created").waitFor();
    await page.getByRole("searchbox", { name: "Search tags" }).fill("lead");
    await tagRow(page, "Wholesale lead").getByText("Asked for a price list.").waitFor();
    expect(await contactCount(page, "Wholesale lead")).toBe(0);

    await renameTag(page, "Wholesale lead", "批發 lead");
    await tagRow(page, "批發 lead").waitFor();
    await page.locator(".toast", { hasText: "Renamed" }).getByRole("button", { name: "Undo" }).click();
    await tagRow(page, "Wholesale lead").waitFor();

    const dot = tagRow(page, "Wholesale lead").locator(".td-chip");
    const before = await dot.getAttribute("style");
    await choose(page, "Colour of Wholesale lead", "Red");
    await expect.poll(() => dot.getAttribute("style")).not.toBe(before);
    await page.locator(".toast", { hasText: "another colour" }).getByRole("button", { name: "Undo" }).click();
    await expect.poll(() => dot.getAttribute("style")).toBe(before);

    // Nobody has it: there is nothing to ask about.
    await choose(page, "Actions for Wholesale lead", "Delete");
    await page.getByText("“Wholesale lead” deleted").waitFor();
    await tagRow(page, "Wholesale lead").waitFor({ state: "detached" });
    await page.locator(".toast", { hasText: "deleted" }).getByRole("button", { name: "Undo" }).click();
    await tagRow(page, "Wholesale lead").waitFor();
  });

  test("is told which tag has a name already, or a similar one, while typing and when it is refused", async () => {
    const page = await openConsole(await browser.open(), server.url);
    await page.keyboard.press("n");
    const dialog = page.getByRole("dialog", { name: "New tag" });
    await dialog.getByLabel("Name").fill("repeat buyers");
    await dialog.getByText("Similar").waitFor();
    await dialog.getByText(/^\d+ contacts$/).waitFor();
    await dialog.getByLabel("Name").fill("ｖｉｐ");
    await dialog.getByText("There is already a tag “VIP”", { exact: true }).waitFor();
    await dialog.getByRole("button", { name: "Create tag" }).click();
    await dialog.getByText("There is already a tag “VIP”.").waitFor();
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });

    await page.getByRole("button", { name: "Rename Beta tester" }).click();
    await page.getByRole("textbox", { name: "Name" }).fill("VIP");
    await page.getByText("There is already a tag “VIP”", { exact: true }).waitFor();
    await page.keyboard.press("Enter");
    await page.getByRole("alert").getByText("There is already a tag “VIP”.").waitFor();
    await page.keyboard.press("Escape");
    await tagRow(page, "Beta tester").waitFor();
  });

  test("keeps search, order, tab and looks in the address, and the looks for the next time", async () => {
    const page = await openConsole(await browser.open(), server.url);
    await page.getByRole("button", { name: "Contacts" }).click();
    await expect.poll(() => page.url()).toContain("sort=contacts");
    await expect.poll(() => firstName(page)).toBe("Newsletter");
    const counts = (await page.locator("td.col-contacts").allInnerTexts()).map(Number);
    expect(counts).toEqual(counts.toSorted((a, b) => b - a));

    await choose(page, "View of the list", "Compact");
    await page.getByRole("button", { name: "View of the list" }).click();
    await page.locator("[role=menu]:focus").waitFor();
    await page.getByRole("menuitemcheckbox", { name: "Created" }).click();
    await page.getByRole("menuitemcheckbox", { name: "Description" }).click();
    await page.keyboard.press("Escape");
    await expect.poll(() => page.locator("th.col-created, th.col-description").count()).toBe(0);
    expect(page.url()).toMatch(/density=compact/);

    await page.keyboard.press("/");
    await page.keyboard.type("ＤＡＭＡＧＥＤ");
    const damaged = ["Damaged parcel", "Damaged parcels"];
    await expect.poll(() => names(page)).toEqual(damaged);
    const address = page.url();
    await page.reload();
    await expect.poll(() => names(page)).toEqual(damaged);
    await page.getByRole("searchbox", { name: "Search tags" }).fill("nothing like it");
    await page.getByRole("button", { name: "Create “nothing like it”" }).waitFor();

    // The choice is this person's from now on; the address tells it to others.
    await page.goto(`${server.url}/admin/demo/tags`);
    await expect.poll(() => page.locator(".tag-table.is-compact").count()).toBe(1);
    const other = await openConsole(await browser.open(), server.url, { email: "viewer@example.com" });
    await other.locator(".tag-table.is-comfortable").waitFor();
    await other.goto(address);
    await expect.poll(() => names(other)).toEqual(damaged);
    await other.locator(".tag-table.is-compact").waitFor();
    expect(await other.locator("th.col-created").count()).toBe(0);
  });
});

describe("beside a chat", () => {
  test("counts move as the agent tags; a rename, a new colour, a deletion and its undo follow in the chat", async () => {
    const page = await openConsole(await browser.open(), server.url);
    const chat = await openChat(await browser.open(), server.demoUrl, { contact: "crm:48890" });
    const chip = (name: string) => chat.panel.locator("[part=chip]", { hasText: name });

    await chat.openPicker();
    await chat.page.keyboard.type("Fragile goods");
    await chat.page.keyboard.press("Control+Enter");
    await chip("Fragile goods").waitFor();
    await tagRow(page, "Fragile goods").waitFor();
    await expect.poll(() => contactCount(page, "Fragile goods"), { timeout: 2_000 }).toBe(1);

    await chat.panel.getByRole("button", { name: "Remove Fragile goods" }).click();
    await expect.poll(() => contactCount(page, "Fragile goods"), { timeout: 2_000 }).toBe(0);
    await chat.toast.getByRole("button", { name: "Undo" }).click();
    await expect.poll(() => contactCount(page, "Fragile goods"), { timeout: 2_000 }).toBe(1);

    await renameTag(page, "Fragile goods", "易碎品");
    await page.getByRole("searchbox", { name: "Search tags" }).fill("易碎");
    await tagRow(page, "易碎品").waitFor();
    await expect.poll(chat.tags, atOnce).toContain("易碎品");

    const before = await chip("易碎品").getAttribute("style");
    await choose(page, "Colour of 易碎品", "Green");
    await expect.poll(() => chip("易碎品").getAttribute("style"), { timeout: 2_000 }).not.toBe(before);

    await deleteTag(page, "易碎品");
    await page.getByText(/“易碎品” deleted.* 1 contact$/).waitFor();
    await expect.poll(chat.tags, atOnce).not.toContain("易碎品");
    await page.locator(".toast", { hasText: "deleted" }).getByRole("button", { name: "Undo" }).click();
    await tagRow(page, "易碎品").waitFor();
    await expect.poll(chat.tags, atOnce).toContain("易碎品");
    expect(await contactCount(page, "易碎品")).toBe(1);
  });

  test("a tag whose name was taken after its deletion comes back under another", async () => {
    const page = await openConsole(await browser.open(), server.url);
    await deleteTag(page, "Gift wrap");
    await page.getByText(/“Gift wrap” deleted/).waitFor();
    const chat = await openChat(await browser.open(), server.demoUrl, { contact: "crm:48890" });
    await chat.openPicker();
    await chat.page.keyboard.type("gift WRAP");
    await chat.page.keyboard.press("Control+Enter");
    await tagRow(page, "gift WRAP").waitFor();

    await page.getByRole("button", { name: "Undo" }).click();
    const dialog = page.getByRole("dialog", { name: "Bring it back under another name" });
    await dialog.getByLabel("Name").fill("Gift wrapping");
    await dialog.getByRole("button", { name: "Bring it back" }).click();
    await expect.poll(() => contactCount(page, "Gift wrapping")).toBeGreaterThan(10);
    expect(await contactCount(page, "gift WRAP")).toBe(1);
  });
});

describe("counting by the hour", () => {
  test("is chosen in the settings, says when it was, and leaves out what is new", async () => {
    const page = await openConsole(await browser.open(), server.url, { path: "settings/limits" });
    await page.getByRole("switch", { name: "Count by the hour" }).click();
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Saved").waitFor();
    const api = await signIn(server.url, "admin@example.com");
    await api.mutate("tags.create", { name: "Brand new" });

    await page.goto(`${server.url}/admin/demo/tags?q=new`);
    await page.getByText(/^Counted at \d\d:00$/).waitFor();
    await expect.poll(() => tagRow(page, "Brand new").locator(".col-contacts").innerText()).toBe("–");
    expect(await contactCount(page, "Newsletter")).toBeGreaterThan(50);

    await page.goto(`${server.url}/admin/demo/settings/limits`);
    await page.getByRole("switch", { name: "Count by the hour" }).click();
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Saved").waitFor();
    await page.goto(`${server.url}/admin/demo/tags?q=new`);
    await expect.poll(() => contactCount(page, "Brand new")).toBe(0);
    expect(await page.getByText(/^Counted at/).count()).toBe(0);
  });
});
