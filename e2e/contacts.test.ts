import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ContactListItem } from "../packages/core/src/contacts/contact.ts";
import type { Tag } from "../packages/core/src/tags/tag.ts";
import { type Api, signIn } from "./api.ts";
import { expectAccessible } from "./axe.ts";
import { desktop, phone, useBrowser } from "./browser.ts";
import { openConsole } from "./console.ts";
import { startServer, type Server } from "./server.ts";

const browser = useBrowser();
let server: Server;
let api: Api;

beforeAll(async () => {
  server = await startServer();
  api = await signIn(server.url, "owner@example.com");
});
afterAll(() => server.stop());

const names = (page: Page) => page.locator(".contact-table .row-link").allInnerTexts();
const settled = (page: Page) => expect.poll(() => page.locator("main [aria-busy=true]").count()).toBe(0);

async function contactOf(search: string): Promise<ContactListItem> {
  const { items } = await api.query<{ items: ContactListItem[] }>("contacts.list", { search });
  const [item] = items;
  if (!item) throw new Error(`no contact ${search}`);
  return item;
}

async function tagOf(name: string): Promise<Tag> {
  const { exact } = await api.query<{ exact: Tag | null }>("tags.suggest", { query: name });
  if (!exact) throw new Error(`no tag ${name}`);
  return exact;
}

describe("the list of contacts", () => {
  test("is searched from the keyboard by parts of names, e-mail addresses, ids and numbers", async () => {
    const page = await openConsole(await browser.open(), server.url, { path: "contacts" });
    await page.locator(".row-link").first().waitFor();
    await page.keyboard.press("/");
    for (const [typed, name] of [
      ["小林 千", "小林 千尋"],
      ["TANAKA", null],
      ["crm:48213", null],
    ] as const) {
      const wanted = name ?? (await contactOf(typed)).name;
      await page.keyboard.press("ControlOrMeta+a");
      await page.keyboard.type(typed);
      await expect.poll(() => names(page)).toContain(wanted);
      await expect.poll(() => new URL(page.url()).searchParams.get("q")).toBe(typed);
    }
    await page.reload();
    await expect.poll(() => names(page)).toHaveLength(1);
    await page.getByRole("searchbox").focus();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await expect.poll(() => page.url()).toMatch(/contacts\/\d+$/);
    await page.goBack();
    await expect.poll(() => page.getByRole("searchbox").inputValue()).toBe("crm:48213");

    await page.getByRole("searchbox").fill("nobody at all");
    await page.getByText("No contact matches").waitFor();
    await expectAccessible(page);
    await page.getByRole("button", { name: "Show all contacts" }).click();
    await expect.poll(async () => (await names(page)).length).toBe(50);
  });

  test("goes by name and by arrow keys, and keeps the page in the address", async () => {
    const page = await openConsole(await browser.open(), server.url, { path: "contacts?size=25" });
    await page.locator(".row-link").first().waitFor();
    const newest = await names(page);
    await page.getByRole("button", { name: "Name" }).click();
    await expect.poll(() => names(page)).not.toEqual(newest);
    await settled(page);
    const first = await names(page);
    await page.getByRole("button", { name: "Next page" }).click();
    await expect.poll(() => page.url()).toContain("cursor=");
    await expect.poll(() => names(page)).not.toEqual(first);
    await settled(page);
    const second = await names(page);
    await page.reload();
    await expect.poll(() => names(page)).toEqual(second);
    await page.locator(".row-link").first().focus();
    for (const key of ["End", "ArrowUp", "Home", "ArrowDown"]) await page.keyboard.press(key);
    expect(await page.locator(":focus").innerText()).toBe(second[1]);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: second[1] ?? "", level: 1 }).waitFor();
    await page.getByRole("main").getByRole("link", { name: "Contacts", exact: true }).click();
    await expect.poll(() => names(page)).toEqual(second);
  });

  test("shows those with all, with any and without some tags, and how many they are", async () => {
    const [vip, news] = [await tagOf("VIP"), await tagOf("Newsletter")];
    const counted = async (filter: object) =>
      (await api.query<{ count: number }>("contacts.count", filter)).count;
    const [both, any, less] = [
      await counted({ allTags: [vip.id, news.id] }),
      await counted({ anyTags: [vip.id, news.id] }),
      await counted({ anyTags: [vip.id], noTags: [news.id] }),
    ];
    const page = await openConsole(await browser.open(), server.url, { path: "contacts" });
    const total = () => page.locator(".contact-total").innerText();
    const pick = async (button: string, name: string) => {
      await page.getByRole("button", { name: button, exact: true }).click();
      await page.keyboard.type(name);
      await page
        .getByRole("option", { name: new RegExp(`^${name}`) })
        .first()
        .waitFor();
      await page.keyboard.press("Enter");
      await page.keyboard.press("Escape");
      await page.keyboard.press("Escape");
    };
    await pick("With a tag", "VIP");
    await expect.poll(total).toMatch(new RegExp(`^${vip.contactCount ?? 0} `));
    await pick("With a tag", "Newsletter");
    await expect.poll(total).toMatch(new RegExp(`^${both} `));
    await expectAccessible(page);
    await page.getByLabel("Which of the tags").selectOption("any");
    await expect.poll(total).toMatch(new RegExp(`^${any} `));
    await page
      .getByRole("group", { name: "Filters" })
      .getByRole("button", { name: "Remove Newsletter" })
      .click();
    await pick("Without a tag", "Newsletter");
    await expect.poll(total).toMatch(new RegExp(`^${less} `));
    await page.reload();
    await expect.poll(total).toMatch(new RegExp(`^${less} `));
    await page.getByRole("button", { name: "Clear filters" }).click();
    await expect.poll(() => new URL(page.url()).search).toBe("");
    await page.goto(`${server.url}/admin/demo/contacts?tag=${vip.id}`);
    await page.locator(".contact-table .chip-link").first().click();
    await expect.poll(() => page.getByRole("group", { name: "Filters" }).innerText()).toContain("VIP");
  });

  test("says where contacts come from when there are none", async () => {
    const page = await browser.open();
    await page.route("**/trpc/contacts.list*", (route) => {
      const one = { result: { data: { items: [], nextCursor: null } } };
      const several = new URL(route.request().url()).searchParams.has("batch");
      return route.fulfill({ json: several ? [one] : one });
    });
    await openConsole(page, server.url, { path: "contacts" });
    await page.getByText("No contacts yet").waitFor();
    await expectAccessible(page);
    await page.getByRole("link", { name: "Set up the panel" }).click();
    await expect.poll(() => page.url()).toContain("settings/panel");
  });
});

describe("a contact's page", () => {
  test("shows what another person does at once, and its history of one tag", async () => {
    const { id } = await contactOf("crm:48213");
    const path = `contacts/${id}`;
    const [ada, noah] = [
      await openConsole(await browser.open(), server.url, { path }),
      await openConsole(await browser.open(), server.url, { path, email: "agent@example.com" }),
    ];
    await noah.getByRole("combobox", { name: "Add a tag" }).click();
    await noah.keyboard.type("Beta tester");
    await noah.getByRole("option", { name: /^Beta tester/ }).waitFor();
    await noah.keyboard.press("Enter");
    await ada.locator(".contact-chips").getByText("Beta tester").waitFor();
    await ada.locator(".history-line").first().getByText("Noah Reed").waitFor();
    const all = await ada.locator(".history-line").count();
    await ada.getByLabel("History of").selectOption("Beta tester");
    await expect
      .poll(async () => new Set(await ada.locator(".history-line .td-chip-name").allInnerTexts()))
      .toEqual(new Set(["Beta tester"]));
    expect(await ada.locator(".history-line").count()).toBeLessThan(all);
    await ada.reload();
    await expect.poll(() => ada.getByLabel("History of").inputValue()).not.toBe("");
    await noah.getByRole("button", { name: "Undo" }).click();
    await ada.locator(".contact-chips").getByText("Beta tester").waitFor({ state: "detached" });
    await ada.locator(".history-line .chip-link").first().click();
    await expect.poll(() => ada.url()).toMatch(/contacts\?tag=\d+$/);
  });

  test("lets an admin erase the contact by typing its name, and tells whoever looks at it", async () => {
    const contact = await contactOf("crm:49373");
    const name = contact.name ?? "";
    const path = `contacts/${contact.id}`;
    const [ada, noah] = [
      await openConsole(await browser.open(), server.url, { path }),
      await openConsole(await browser.open(), server.url, { path, email: "agent@example.com" }),
    ];
    await noah.getByRole("heading", { name, level: 1 }).waitFor();
    expect(await noah.getByRole("button", { name: "Erase…" }).count()).toBe(0);
    await ada.getByRole("button", { name: "Erase…" }).click();
    const dialog = ada.getByRole("alertdialog", { name: "Erase this contact?" });
    await dialog.waitFor();
    await expectAccessible(ada);
    const erase = dialog.getByRole("button", { name: "Erase for good" });
    await dialog.getByLabel(/^Type/).fill("Somebody else");
    expect(await erase.isDisabled()).toBe(true);
    await dialog.getByLabel(/^Type/).fill(`  ${name} `);
    await erase.click();
    await ada.getByText("Contact erased").waitFor();
    await expect.poll(() => ada.url()).toMatch(/contacts$/);
    await noah.getByText("This contact is not there").waitFor();
    await expectAccessible(noah);
    await expect.poll(() => names(ada)).not.toContain(name);
    await expect(api.query("contacts.get", { contact: { id: contact.id } })).rejects.toThrow(
      "contact_not_found",
    );
  });

  test("is for looking at only where the person is a viewer", async () => {
    const { id } = await contactOf("crm:48213");
    const page = await openConsole(await browser.open(), server.url, {
      path: `contacts/${id}`,
      email: "viewer@example.com",
    });
    await page.locator(".history-line").first().waitFor();
    expect(await page.getByRole("combobox", { name: "Add a tag" }).count()).toBe(0);
    expect(await page.getByRole("button", { name: /^(Remove|Erase)/ }).count()).toBe(0);
    const viewer = await signIn(server.url, "viewer@example.com");
    await expect(viewer.mutate("contacts.erase", { contact: { id } })).rejects.toThrow("forbidden");
    const agent = await signIn(server.url, "agent@example.com");
    await expect(agent.mutate("contacts.erase", { contact: { id } })).rejects.toThrow("forbidden");
  });
});

test.each([
  ["desktop", desktop],
  ["phone", phone],
] as const)("with filters and an open list of tags it is accessible and fits: %s", async (_, viewport) => {
  const [vip, news] = [await tagOf("VIP"), await tagOf("Newsletter")];
  const page = await openConsole(await browser.open({ viewport }), server.url, {
    path: `contacts?tag=${vip.id}&tag=${news.id}&match=any&without=${(await tagOf("Complaint")).id}`,
  });
  await page.locator(".row-link").first().waitFor();
  await page.getByRole("button", { name: "Without a tag" }).click();
  await page.getByRole("option").first().waitFor();
  await expectAccessible(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(viewport.width);
});
