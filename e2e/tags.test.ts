import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { useBrowser } from "./browser.ts";
import { openChat } from "./chat.ts";
import { choose, contactCount, openConsole, tagRow } from "./console.ts";
import { startServer, type Server } from "./server.ts";

const browser = useBrowser();
const atOnce = { timeout: 1_000 };
let server: Server;

beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

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
    await tagRow(page, "Wholesale lead").getByText("Asked for a price list.").waitFor();
    expect(await contactCount(page, "Wholesale lead")).toBe(0);

    await page.getByRole("button", { name: "Rename Wholesale lead" }).click();
    await page.getByRole("textbox", { name: "Name" }).fill("批發 lead");
    await page.keyboard.press("Enter");
    await tagRow(page, "批發 lead").waitFor();

    const dot = tagRow(page, "批發 lead").locator(".td-chip");
    const before = await dot.getAttribute("style");
    await choose(page, "Colour of 批發 lead", "Red");
    await expect.poll(() => dot.getAttribute("style")).not.toBe(before);

    await choose(page, "Actions for 批發 lead", "Delete");
    await page.getByText("“批發 lead” deleted").waitFor();
    await tagRow(page, "批發 lead").waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Undo" }).click();
    await tagRow(page, "批發 lead").waitFor();
  });

  test("is told which tag has a name already, in a dialog and in place", async () => {
    const page = await openConsole(await browser.open(), server.url);
    await page.getByRole("button", { name: "New tag" }).click();
    const dialog = page.getByRole("dialog", { name: "New tag" });
    await dialog.getByLabel("Name").fill("ｖｉｐ");
    await dialog.getByRole("button", { name: "Create tag" }).click();
    await dialog.getByText("There is already a tag “VIP”.").waitFor();
    await dialog.getByText(/^\d+ contacts$/).waitFor();
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });

    await page.getByRole("button", { name: "Rename Beta tester" }).click();
    await page.getByRole("textbox", { name: "Name" }).fill("VIP");
    await page.keyboard.press("Enter");
    await page.getByRole("alert").getByText("There is already a tag “VIP”.").waitFor();
    await page.keyboard.press("Escape");
    await tagRow(page, "Beta tester").waitFor();
  });

  test("keeps search, sorting and page in the address", async () => {
    const page = await openConsole(await browser.open(), server.url);
    const firstName = () => page.getByRole("row").nth(1).locator(".td-chip-name").innerText();
    const counts = () => page.locator("td.col-contacts").allInnerTexts();

    await page.getByRole("button", { name: "Contacts" }).click();
    await expect.poll(() => page.url()).toContain("sort=contacts");
    await expect.poll(firstName).toBe("Newsletter");
    const numbers = (await counts()).map(Number);
    expect(numbers).toEqual(numbers.toSorted((a, b) => b - a));

    await page.getByLabel("Per page").selectOption("25");
    await page.getByRole("button", { name: "Next page" }).click();
    await expect.poll(() => page.url()).toContain("cursor=");
    await expect.poll(firstName).not.toBe("Newsletter");
    const secondPage = await firstName();
    await page.reload();
    await expect.poll(firstName).toBe(secondPage);
    await page.getByRole("button", { name: "Previous page" }).click();
    await expect.poll(firstName).toBe("Newsletter");

    await page.getByRole("searchbox", { name: "Search tags" }).fill("ＤＡＭＡＧＥＤ");
    await expect.poll(() => page.url()).toContain("q=");
    await expect
      .poll(() => page.locator(".td-chip-name").allInnerTexts())
      .toEqual(["Damaged parcel", "Damaged parcels"]);
    await page.reload();
    await expect
      .poll(() => page.locator(".td-chip-name").allInnerTexts())
      .toEqual(["Damaged parcel", "Damaged parcels"]);
    await page.getByRole("searchbox", { name: "Search tags" }).fill("nothing like it");
    await page.getByRole("button", { name: "Create “nothing like it”" }).waitFor();
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

    await page.getByRole("button", { name: "Rename Fragile goods" }).click();
    await page.getByRole("textbox", { name: "Name" }).fill("易碎品");
    await page.keyboard.press("Enter");
    await tagRow(page, "易碎品").waitFor();
    await expect.poll(chat.tags, atOnce).toContain("易碎品");

    const before = await chip("易碎品").getAttribute("style");
    await choose(page, "Colour of 易碎品", "Green");
    await expect.poll(() => chip("易碎品").getAttribute("style"), { timeout: 2_000 }).not.toBe(before);

    await choose(page, "Actions for 易碎品", "Delete");
    await page.getByText(/“易碎品” deleted.* 1 contact$/).waitFor();
    await expect.poll(chat.tags, atOnce).not.toContain("易碎品");
    await page.getByRole("button", { name: "Undo" }).click();
    await tagRow(page, "易碎品").waitFor();
    await expect.poll(chat.tags, atOnce).toContain("易碎品");
    expect(await contactCount(page, "易碎品")).toBe(1);
  });

  test("a tag whose name was taken after its deletion comes back under another", async () => {
    const page = await openConsole(await browser.open(), server.url);
    await choose(page, "Actions for Gift wrap", "Delete");
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
