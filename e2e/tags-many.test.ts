import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { signIn, type Api } from "./api.ts";
import { expectAccessible } from "./axe.ts";
import { desktop, phone, useBrowser } from "./browser.ts";
import { openConsole, tagRow } from "./console.ts";
import { startServer, type Server } from "./server.ts";

const browser = useBrowser();
const made = 300;
let server: Server;
let api: Api;

beforeAll(async () => {
  server = await startServer();
  api = await signIn(server.url, "admin@example.com");
  for (let i = 0; i < made; i += 1)
    await api.mutate("tags.create", { name: `Batch ${String(i).padStart(3, "0")}` });
});
afterAll(() => server.stop());

const names = (page: Page) => page.locator(".tag-table .td-chip-name").allInnerTexts();
const bar = (page: Page) => page.getByRole("region", { name: "Selected tags" });
const select = (page: Page, name: string) =>
  page.getByRole("checkbox", { name: `Select ${name}`, exact: true });
const search = (page: Page, text: string) => page.getByRole("searchbox", { name: "Search tags" }).fill(text);

describe("a long list", () => {
  test("renders what is seen, knows its length, and comes back to where it was", async () => {
    const page = await openConsole(await browser.open(), server.url);
    await tagRow(page, "Batch 000").waitFor();
    expect(Number(await page.locator(".tag-table").getAttribute("aria-rowcount"))).toBeGreaterThan(made);
    expect(await page.locator("tr[data-tag]").count()).toBeLessThan(60);

    await page.evaluate(() => scrollTo(0, 9_000));
    await expect.poll(() => names(page)).toContain("Batch 200");
    await page.getByRole("link", { name: "Batch 200" }).click();
    await page.getByRole("heading", { level: 1, name: "Batch 200" }).waitFor();
    await page.goBack();
    await expect.poll(() => names(page)).toContain("Batch 200");
    expect(await page.evaluate(() => scrollY)).toBe(9_000);
    await page.reload();
    await expect.poll(() => names(page)).toContain("Batch 200");
  });

  test("is walked by keys from one end to the other", async () => {
    const page = await openConsole(await browser.open(), server.url, { path: "tags?q=Batch" });
    await tagRow(page, "Batch 000").waitFor();
    const focused = () => page.evaluate(() => document.activeElement?.textContent);
    await page.keyboard.press("j");
    await expect.poll(focused).toBe("Batch 000");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("j");
    await page.keyboard.press("k");
    await expect.poll(focused).toBe("Batch 001");
    await page.keyboard.press("End");
    await expect.poll(focused).toBe("Batch 299");
    await page.keyboard.press("x");
    await expect.poll(() => select(page, "Batch 299").isChecked()).toBe(true);
    await page.keyboard.press("Home");
    await expect.poll(focused).toBe("Batch 000");
    await page.keyboard.press("Escape");
    await bar(page).waitFor({ state: "detached" });
    await page.keyboard.press("F2");
    await page.keyboard.type("Batch 000");
    await page.keyboard.press("Escape");
    await expect.poll(focused).toBe("Batch 000");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: "Batch 000" }).waitFor();
  });
});

describe("selected tags", () => {
  test("stay selected through scrolling and searching, are recoloured and deleted as one, and come back", async () => {
    const page = await openConsole(await browser.open(), server.url, { path: "tags?q=Batch%2005" });
    const other = await openConsole(await browser.open(), server.url, { path: "tags?q=Batch%2005" });
    await tagRow(other, "Batch 050").waitFor();
    await select(page, "Batch 050").click();
    await select(page, "Batch 053").click({ modifiers: ["Shift"] });
    await bar(page).getByText("4 selected").waitFor();
    await search(page, "Repeat buyer");
    await bar(page).getByText("(4 not in this list)").waitFor();
    await select(page, "Repeat buyer").click();
    await bar(page).getByText("5 selected").waitFor();

    const style = () => tagRow(other, "Batch 050").locator(".td-chip").getAttribute("style");
    const before = await style();
    await bar(page).getByRole("button", { name: "Colour" }).click();
    await page.locator("[role=menu]:focus").waitFor();
    await page.getByRole("menu").getByText("Lime").click();
    await page.getByText(/^[45] tags have another colour$/).waitFor();
    await expect.poll(style, { timeout: 2_000 }).not.toBe(before);
    await page.locator(".toast", { hasText: "another colour" }).getByRole("button", { name: "Undo" }).click();
    await expect.poll(style, { timeout: 2_000 }).toBe(before);

    await bar(page).getByRole("button", { name: "Delete…" }).click();
    const dialog = page.getByRole("alertdialog", { name: "Delete 5 tags?" });
    await dialog.getByText(/taken off contacts \d+ times in all/).waitFor();
    await expectAccessible(page);
    await dialog.getByRole("button", { name: "Delete" }).click();
    await page.getByText("5 tags deleted").waitFor();
    await bar(page).waitFor({ state: "detached" });
    await tagRow(other, "Batch 050").waitFor({ state: "detached", timeout: 2_000 });

    // One of the names is taken meanwhile.
    await api.mutate("tags.create", { name: "BATCH 051" });
    await page.locator(".toast", { hasText: "5 tags" }).getByRole("button", { name: "Undo" }).click();
    await page.getByText("4 tags are back").waitFor();
    await page.getByText(/1 tag stays deleted/).waitFor();
    await page.getByRole("button", { name: /^Deleted/ }).click();
    await search(page, "");
    await page.getByRole("button", { name: "Restore Batch 051" }).click();
    const rename = page.getByRole("dialog", { name: "Bring it back under another name" });
    await rename.getByLabel("Name").fill("Batch 051 b");
    await rename.getByRole("button", { name: "Bring it back" }).click();
    await page.getByRole("heading", { name: "Nothing to restore" }).waitFor();
    await expectAccessible(page);
  });

  test("are all that match, with their number first; a deletion that has grown is shown again", async () => {
    const page = await openConsole(await browser.open(), server.url, { path: "tags?q=Batch%2010" });
    await tagRow(page, "Batch 100").waitFor();
    await page.getByRole("checkbox", { name: "Select all 10 tags" }).click();
    await bar(page).getByText("10 selected").waitFor();
    await bar(page).getByRole("button", { name: "Delete…" }).click();
    const dialog = page.getByRole("alertdialog", { name: "Delete 10 tags?" });
    await dialog.getByText(/taken off contacts 0 times/).waitFor();
    const { ids } = await api.query<{ ids: number[] }>("tags.index", { search: "Batch 105" });
    const contacts = await api.query<{ items: { id: number }[] }>("contacts.list", { limit: 1 });
    await api.mutate("assignments.change", { contact: { id: contacts.items[0]?.id }, add: ids });
    await dialog.getByRole("button", { name: "Delete" }).click();
    await dialog
      .getByRole("alert")
      .getByText(/More contacts have got these tags/)
      .waitFor();
    await dialog.getByText(/taken off contacts 1 time in all/).waitFor();
    await dialog.getByRole("button", { name: "Delete" }).click();
    await page.getByText("10 tags deleted").waitFor();
  });

  test("are archived, found in their tab, offered to nobody, and taken out again", async () => {
    const page = await openConsole(await browser.open(), server.url, { path: "tags?q=Batch%2011" });
    await page.getByRole("checkbox", { name: "Select all 10 tags" }).click();
    await bar(page).getByRole("button", { name: "Archive…" }).click();
    const dialog = page.getByRole("alertdialog", { name: "Archive 10 tags?" });
    await expectAccessible(page);
    await dialog.getByRole("button", { name: "Archive" }).click();
    await page.getByText("10 tags archived").waitFor();
    await tagRow(page, "Batch 110").waitFor({ state: "detached" });
    const offered = await api.query<{ total: number }>("tags.suggest", { query: "Batch 11" });
    expect(offered.total).toBe(0);
    await page.getByRole("button", { name: /^Archived/ }).click();
    await select(page, "Batch 110").click();
    await bar(page).getByRole("button", { name: "Unarchive" }).click();
    await page.getByText("“Batch 110” can be given again").waitFor();
    await tagRow(page, "Batch 110").waitFor({ state: "detached" });
    await tagRow(page, "Batch 111").waitFor();
    await page.getByRole("button", { name: "Actions for Batch 111" }).click();
    await page.locator("[role=menu]:focus").waitFor();
    await page.getByRole("menuitem", { name: "Unarchive" }).click();
    await page.getByText("“Batch 111” can be given again").waitFor();
  });

  test("of more contacts than the workspace wants are deleted by typing the number", async () => {
    await api.mutate("workspace.update", { settings: { typeCountAbove: 5 } });
    const page = await openConsole(await browser.open(), server.url, { path: "tags?q=Newsletter" });
    await select(page, "Newsletter").click();
    await bar(page).getByRole("button", { name: "Delete…" }).click();
    const dialog = page.getByRole("alertdialog", { name: "Delete “Newsletter”?" });
    const field = dialog.getByLabel(/^Type \d+ to go on$/);
    await field.waitFor();
    expect(await dialog.getByRole("button", { name: "Delete" }).isDisabled()).toBe(true);
    const number = /\d+/.exec((await dialog.locator("label").innerText()) ?? "")?.[0] ?? "";
    await field.fill(number);
    await field.press("Enter");
    await page.getByText(/“Newsletter” deleted/).waitFor();
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByText("“Newsletter” is back").waitFor();
  });
});

test.each([
  ["agent@example.com", 0, 1],
  ["viewer@example.com", 0, 0],
])("%s looks, and is offered nothing they may not do", async (email, edits, creates) => {
  const page = await openConsole(await browser.open(), server.url, { email });
  await tagRow(page, "Batch 000").waitFor();
  expect(await page.getByRole("button", { name: "New tag" }).count()).toBe(creates);
  expect(await page.getByRole("button", { name: /^(Rename|Colour of) / }).count()).toBe(edits);
  expect(await page.getByRole("checkbox").count()).toBe(0);
  await page.keyboard.press("j");
  await page.keyboard.press("e");
  await page.keyboard.press("x");
  expect(await page.locator(".inline-name, .bulk").count()).toBe(0);
  await page.getByRole("button", { name: "Actions for Batch 000" }).click();
  await page.locator("[role=menu]:focus").waitFor();
  expect(await page.getByRole("menuitem").allInnerTexts()).toEqual(["Open", "Show its contacts"]);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: /^Deleted/ }).click();
  await expect.poll(() => page.url()).toContain("tab=deleted");
  expect(await page.getByRole("button", { name: /^Restore/ }).count()).toBe(0);
});

describe.each([
  ["desktop", desktop],
  ["phone", phone],
] as const)("on a %s", (_, viewport) => {
  test("the list, what is selected, its menus and dialogs have no violation that axe knows, nor are they too wide", async () => {
    const page = await openConsole(await browser.open({ viewport }), server.url);
    const check = async () => {
      await expectAccessible(page);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
        viewport.width,
      );
    };
    await select(page, "Batch 000").click();
    await check();
    await page.getByRole("button", { name: "View of the list" }).click();
    await page.locator("[role=menu]:focus").waitFor();
    await check();
    await page.keyboard.press("Escape");
    await page.keyboard.press("n");
    await page.getByRole("dialog").getByLabel("Name").fill("Repeat buyers");
    await page.getByRole("dialog").getByText("Similar").waitFor();
    await check();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await search(page, "nothing like it");
    await page.getByRole("heading", { name: /No tag matches/ }).waitFor();
    await check();
    await page.goto(`${server.url}/admin/demo/tags?tab=deleted`);
    await page
      .getByRole("button", { name: /^Restore/ })
      .first()
      .waitFor();
    await check();
  });
});
