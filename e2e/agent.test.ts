import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ContactListItem } from "../packages/core/src/contacts/contact.ts";
import { signIn, type Api } from "./api.ts";
import { expectAccessible } from "./axe.ts";
import { phone, useBrowser } from "./browser.ts";
import { chatOn, openChat, tabTo } from "./chat.ts";
import { startServer, type Server } from "./server.ts";

const browser = useBrowser();
let server: Server;
let admin: Api;

beforeAll(async () => {
  server = await startServer();
  admin = await signIn(server.url, "admin@example.com");
});
afterAll(() => server.stop());

const known = (externalId: string) =>
  admin
    .query<{ items: ContactListItem[] }>("contacts.list", { search: externalId })
    .then(({ items }) => items.filter((item) => item.externalId === externalId));
const tagsNamed = (search: string) =>
  admin.query<{ total: number }>("tags.list", { search }).then(({ total }) => total);

describe("an agent, by keyboard alone", () => {
  test("creates, applies, undoes and removes tags on a contact that nobody had tagged before", async () => {
    const page = await browser.open();
    const chat = chatOn(page);
    await page.goto(server.demoUrl);
    const conversation = page.getByRole("link", { name: /Noah Lindqvist/ });
    await tabTo(page, page.locator("#conversations a[tabindex='0']"));
    await page.keyboard.press("ArrowDown");
    await tabTo(page, conversation);
    await page.keyboard.press("Enter");
    await chat.panel.getByRole("heading", { name: "Noah Lindqvist" }).waitFor();
    expect(await chat.tags()).toEqual([]);
    expect(await known("web:7f3a91"), "viewing stores nothing").toEqual([]);

    await chat.openPicker();
    await page.keyboard.type("Wants a ladder");
    await chat.panel.getByRole("option", { name: "Create “Wants a ladder”" }).waitFor();
    await page.keyboard.press("Enter");
    await chat.toast.filter({ hasText: "Wants a ladder created and added" }).waitFor();
    expect(await chat.tags()).toEqual(["Wants a ladder"]);
    expect(await known("web:7f3a91")).toMatchObject([
      { name: "Noah Lindqvist", tags: [{ name: "Wants a ladder" }] },
    ]);

    await page.keyboard.press("Escape");
    await tabTo(page, chat.toast.getByRole("button", { name: "Undo" }));
    await page.keyboard.press("Enter");
    await expect.poll(chat.tags).toEqual([]);
    await chat.toast.filter({ hasText: "Undone" }).waitFor();
    expect(await tagsNamed("Wants a ladder"), "nobody else had used it").toBe(0);

    await chat.openPicker();
    await page.keyboard.type("ｖｉｐ");
    await chat.panel.getByRole("option", { name: /^VIP/ }).waitFor();
    await page.keyboard.press("Enter");
    await expect.poll(chat.tags).toEqual(["VIP"]);
    await page.keyboard.press("Escape");

    await tabTo(page, chat.panel.getByRole("button", { name: "Remove VIP" }), "Shift+Tab");
    await page.keyboard.press("Delete");
    await chat.toast.filter({ hasText: "VIP removed" }).waitFor();
    await expect.poll(chat.tags).toEqual([]);
    const recent = chat.panel.locator("[part=recent] li").first();
    await expect.poll(() => recent.innerText()).toMatch(/VIP removed by you/);
  });

  test("takes the last tag off with two presses of Backspace", async () => {
    const chat = await openChat(await browser.open(), server.demoUrl, { contact: "crm:48377" });
    const before = await chat.tags();
    await chat.openPicker();
    await chat.page.keyboard.press("Backspace");
    expect(await chat.tags()).toEqual(before);
    await chat.page.keyboard.press("Backspace");
    await expect.poll(chat.tags).toEqual(before.slice(0, -1));
  });

  test("types on right after the key, without a letter lost", async () => {
    const chat = await openChat(await browser.open(), server.demoUrl, { contact: "crm:46650" });
    await chat.page.keyboard.type("lSize exch");
    await expect.poll(() => chat.panel.getByRole("combobox").inputValue()).toBe("Size exch");
  });

  test("writes an L into the reply without opening the picker", async () => {
    const chat = await openChat(await browser.open(), server.demoUrl);
    await chat.page.getByRole("textbox", { name: /Reply/ }).fill("");
    await chat.page.keyboard.type("lovely");
    expect(await chat.panel.getByRole("combobox").count()).toBe(0);
  });
});

describe("two agents on one contact", () => {
  test("see each other's changes within a second", async () => {
    const mia = await openChat(await browser.open(), server.demoUrl);
    const kenji = await openChat(await browser.open(), server.demoUrl, { agent: "Kenji Sato" });
    const atOnce = { timeout: 1_000 };

    await mia.openPicker();
    await mia.page.keyboard.type("Left-handed");
    await mia.page.keyboard.press("Control+Enter");
    await expect.poll(mia.tags).toContain("Left-handed");
    await expect.poll(kenji.tags, atOnce).toContain("Left-handed");
    await expect
      .poll(() => kenji.panel.locator("[part=recent] li").first().innerText())
      .toMatch(/Left-handed added by Mia Chen/);

    await kenji.panel.getByRole("button", { name: "Remove Left-handed" }).click();
    await expect.poll(mia.tags, atOnce).not.toContain("Left-handed");
  });

  test("lose neither's tag when both add at the same moment", async () => {
    const mia = await openChat(await browser.open(), server.demoUrl, { contact: "crm:46391" });
    const kenji = await openChat(await browser.open(), server.demoUrl, {
      contact: "crm:46391",
      agent: "Kenji Sato",
    });
    const add = async (chat: typeof mia, name: string) => {
      await chat.openPicker();
      await chat.page.keyboard.type(name);
      await chat.page.keyboard.press("Control+Enter");
    };
    await Promise.all([add(mia, "Early riser"), add(kenji, "Night owl")]);
    for (const chat of [mia, kenji]) {
      await expect.poll(chat.tags).toEqual(expect.arrayContaining(["Early riser", "Night owl"]));
    }
  });
});

describe("when something goes wrong", () => {
  test("the chip goes back and the reason is shown", async () => {
    const chat = await openChat(await browser.open(), server.demoUrl, { contact: "crm:45218" });
    const before = await chat.tags();
    await chat.page.route("**/trpc/assignments.change*", (route) => route.abort());
    await chat.openPicker();
    await chat.page.keyboard.type("Never arrives");
    await chat.page.keyboard.press("Control+Enter");
    await chat.toast.filter({ hasText: "cannot be reached" }).waitFor();
    expect(await chat.tags()).toEqual(before);
    await expectAccessible(chat.page);
  });
});

describe("a viewer", () => {
  test("sees the tags and no way to change them", async () => {
    const chat = await openChat(await browser.open(), server.demoUrl, { agent: "Tom Becker" });
    await expect.poll(chat.tags).not.toEqual([]);
    expect(await chat.panel.getByRole("button", { name: /^Remove |Add tag/ }).count()).toBe(0);
    await chat.page.keyboard.press("l");
    expect(await chat.panel.getByRole("combobox").count()).toBe(0);
    await expectAccessible(chat.page);
  });
});

describe("without a single violation that axe knows", () => {
  test("no conversation, a contact, the picker, a toast", async () => {
    const page = await browser.open();
    const chat = await openChat(page, server.demoUrl, { contact: "crm:41508" });
    await expectAccessible(page);
    await chat.openPicker();
    await page.keyboard.type("re");
    await chat.panel.getByRole("option").first().waitFor();
    await expectAccessible(page);
    await page.keyboard.type(" anything new");
    await page.keyboard.press("Control+Enter");
    await chat.toast.waitFor();
    await expectAccessible(page);
    await page.goto(`${server.demoUrl}/#/`);
    await chat.panel.getByRole("heading", { name: "Choose a conversation" }).waitFor();
    await expectAccessible(page);
  });

  test("on a phone", async () => {
    const page = await browser.open({ viewport: phone, hasTouch: true });
    await page.goto(server.demoUrl);
    await page.getByRole("link", { name: /林怡君/ }).waitFor();
    await expectAccessible(page);
    await page.getByRole("link", { name: /林怡君/ }).tap();
    await expectAccessible(page);
    await page.locator("#to-tags").tap();
    const { panel, tags } = chatOn(page);
    await panel.getByRole("button", { name: "Add tag" }).tap();
    await panel
      .getByRole("option", { name: /^Refund/i })
      .first()
      .tap();
    await expect.poll(async () => (await tags()).some((name) => /^refund/i.test(name))).toBe(true);
    await expectAccessible(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(phone.width);
  });
});
