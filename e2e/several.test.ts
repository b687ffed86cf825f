import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { signIn, type Api } from "./api.ts";
import { expectAccessible } from "./axe.ts";
import { phone, useBrowser } from "./browser.ts";
import { openChat, tabTo } from "./chat.ts";
import { startHost, type Host } from "./host.ts";
import { openPanelPage, panelOn } from "./panel-page.ts";
import { startServer, type Server } from "./server.ts";
import { expectSound } from "./sound.ts";

const browser = useBrowser();
let server: Server;
let api: Api;
let host: Host;

beforeAll(async () => {
  server = await startServer();
  api = await signIn(server.url, "admin@example.com");
  host = await startHost(server.url);
});
afterAll(async () => {
  await host.close();
  await server.stop();
});

const [daniel, priya, marco] = ["crm:48002", "crm:41508", "crm:48377"];
const all = JSON.stringify([daniel, priya, marco]);

type Contact = { tags: { id: number; name: string }[] };
const tagsOf = async (externalId: string) => {
  const { contact } = await api.query<{ contact: Contact }>("contacts.get", { contact: { externalId } });
  return contact.tags;
};
/** Of the three, who has a tag of this name. */
async function having(name: string): Promise<string[]> {
  const has = await Promise.all([daniel, priya, marco].map(async (id) => [id, await tagsOf(id)] as const));
  return has.filter(([, tags]) => tags.some((tag) => tag.name === name)).map(([id]) => id);
}
async function takeFrom(externalId: string, name: string): Promise<void> {
  const tag = (await tagsOf(externalId)).find((one) => one.name === name);
  await api.mutate("assignments.change", { contact: { externalId }, remove: [tag?.id] });
}

async function openSeveral(page: Page, width: number) {
  const opened = await openPanelPage(page, host, server.url, {
    contact: null,
    panel: `contact='${all}'`,
    styles: `tagdeck-panel { width: ${width}px }`,
  });
  await opened.panel.getByRole("heading", { name: "3 contacts" }).waitFor();
  return opened;
}

describe.each([240, 480])("three contacts in a panel of %i px", (width) => {
  test("get a tag, lose it and have it back by keyboard alone, as one change each", async () => {
    const page = await browser.open();
    const { panel, tags, toast, create } = await openSeveral(page, width);
    const name = `Fair ${width}`;
    const said = (text: string) => toast.filter({ hasText: text }).waitFor();
    await expectAccessible(page);
    await expectSound(page);

    await create(name);
    await said(`${name} created and added · 3 contacts`);
    expect((await tags())[0]).toBe(name);
    expect(await having(name)).toEqual([daniel, priya, marco]);
    await page.keyboard.press("Escape");
    await page.keyboard.press("Escape");
    await tabTo(page, toast.getByRole("button", { name: "Undo" }));
    await page.keyboard.press("Enter");
    await said("Undone");
    await expect.poll(tags).not.toContain(name);
    expect(await having(name)).toEqual([]);

    await create(name);
    await page.keyboard.press("Escape");
    await takeFrom(priya, name);
    const chip = panel.getByRole("button", { name: `${name} 2 of 3` });
    await chip.waitFor();
    expect(await chip.getAttribute("aria-pressed")).toBe("mixed");
    await expectAccessible(page);
    await expectSound(page);

    await tabTo(page, chip, "Shift+Tab");
    await page.keyboard.press("Enter");
    await said(`${name} added · 1 contact`);
    await expect.poll(() => having(name)).toEqual([daniel, priya, marco]);
    const remove = panel.getByRole("button", { name: `Remove ${name}` });
    await tabTo(page, remove);
    await page.keyboard.press("Delete");
    await said(`${name} removed · 3 contacts`);
    expect(await having(name)).toEqual([]);
    await expectAccessible(page);
  });
});

test("what one of them was given since stays when the change of all is taken back, and the panel says so", async () => {
  const { panel, toast, create, tags } = await openSeveral(await browser.open(), 320);
  await create("Raffle");
  await takeFrom(marco, "Raffle");
  await panel.getByRole("button", { name: "Raffle 2 of 3" }).waitFor();
  await toast.getByRole("button", { name: "Undo" }).click();
  await toast.filter({ hasText: "Undone · 1 contact: This was changed again since" }).waitFor();
  await expect.poll(tags).not.toContain("Raffle");
});

test("a tag that runs out is extended for all of them at once, and taken back as one change", async () => {
  const [first, ...others] = [daniel, priya, marco];
  const contact = { externalId: first };
  await api.mutate("assignments.change", { contact, create: { name: "Trial of three", validityDays: 3 } });
  const id = (await tagsOf(first ?? "")).find(({ name }) => name === "Trial of three")?.id;
  for (const externalId of others)
    await api.mutate("assignments.change", { contact: { externalId }, add: [id] });
  const page = await browser.open();
  const { panel, toast } = await openSeveral(page, 320);
  const chip = (left: number) => panel.getByRole("button", { name: `Trial of three ${left} days left` });
  await chip(3).click();
  const detail = panel.getByRole("dialog", { name: "Trial of three" });
  await detail.getByRole("button", { name: "+7 days" }).waitFor();
  await expectAccessible(page);
  await detail.getByRole("button", { name: "+7 days" }).click();
  await chip(10).waitFor();
  await toast.getByRole("button", { name: "Undo" }).click();
  await chip(3).waitFor();
});

test("more than a hundred are refused in words", async () => {
  const page = await browser.open();
  const many = JSON.stringify(Array.from({ length: 101 }, (_, index) => `crm:${index}`));
  const { panel } = await openPanelPage(page, host, server.url, {
    contact: null,
    panel: `contact='${many}'`,
  });
  await panel.getByRole("alert").filter({ hasText: "Choose at most 100 contacts." }).waitFor();
  await expectAccessible(page);
});

test("a hundred with the longest ids there may be are changed, and followed", async () => {
  const ids = Array.from({ length: 100 }, (_, index) => `${index}:`.padEnd(200, "x"));
  const page = await browser.open();
  const body = `<aside aria-label="Tags"></aside>`;
  const { panel, create } = await openPanelPage(page, host, server.url, { body });
  await page.waitForFunction("window.Tagdeck");
  // So many do not fit into the address of an endpoint; a function may send them as it likes.
  const getToken = `({ contact }) => fetch("/token?contact=" + contact).then((answer) => answer.text())`;
  const options = `{ workspace: "demo", contact: ${JSON.stringify(ids)}, getToken: ${getToken} }`;
  await page.evaluate(`void Tagdeck.mount("aside", ${options})`);
  await panel.getByRole("heading", { name: "100 contacts" }).waitFor();
  await create("Crowd");
  await takeFrom(ids[99] ?? "", "Crowd");
  await panel.getByRole("button", { name: "Crowd 99 of 100" }).waitFor();
});

describe("two panels on one page", () => {
  /** How many streams are open, and how many there have been. */
  function countStreams(page: Page) {
    const open = new Set<unknown>();
    let opened = 0;
    const isStream = (request: { url(): string; method(): string }) =>
      request.url().includes("feed.subscribe") && request.method() === "POST";
    page.on("request", (request) => {
      if (!isStream(request)) return;
      open.add(request);
      opened += 1;
    });
    page.on("requestfinished", (request) => open.delete(request));
    page.on("requestfailed", (request) => open.delete(request));
    return { open: () => open.size, opened: () => opened };
  }
  const aside = (name: string, contact: string) =>
    `<aside aria-label="${name}"><tagdeck-panel id="${name}" workspace="demo" token-endpoint="/token" contact='${contact}'></tagdeck-panel></aside>`;

  test("share one stream, whoever comes, switches or goes, and miss nothing", async () => {
    const page = await browser.open();
    const streams = countStreams(page);
    await openPanelPage(page, host, server.url, { body: aside("one", daniel) + aside("two", all) });
    const [one, two] = [panelOn(page, page.locator("#one")), panelOn(page, page.locator("#two"))];
    await one.panel.getByRole("heading", { name: "Daniel O’Connor" }).waitFor();
    await two.panel.getByRole("heading", { name: "3 contacts" }).waitFor();
    await expect.poll(streams.open).toBe(1);

    const change = (externalId: string, name: string) =>
      api.mutate("assignments.change", { contact: { externalId }, create: { name } });
    await change(daniel, "Seen by both");
    await expect.poll(one.tags).toContain("Seen by both");
    await two.panel.getByText("1 of 3").first().waitFor();
    await expect.poll(two.tags).toContain("Seen by both");

    const before = streams.opened();
    await page.evaluate(`document.querySelector("#one").contact = "${marco}"`);
    await one.panel.getByRole("heading", { name: "Marco Silva" }).waitFor();
    await change(marco, "Seen after the switch");
    await expect.poll(one.tags).toContain("Seen after the switch");
    await expect.poll(two.tags).toContain("Seen after the switch");
    expect(streams.open()).toBe(1);
    expect(streams.opened() - before).toBeLessThanOrEqual(2);
    await expectAccessible(page);

    await page.evaluate(`document.querySelector("#two").contact = ["${priya}"]`);
    await two.panel.getByRole("heading", { name: "Priya Nair" }).waitFor();
    await page.evaluate(`document.querySelector("#one").remove()`);
    await change(priya, "Seen by who is left");
    await expect.poll(two.tags).toContain("Seen by who is left");
    await expect.poll(streams.open).toBe(1);
    await page.evaluate(`document.querySelector("#two").remove()`);
    await expect.poll(streams.open).toBe(0);
  });
});

describe("the demo console", () => {
  const box = (page: Page, name: string) => page.getByRole("checkbox", { name: `Select ${name}` });

  test("lets an agent select by Ctrl and a click, by the boxes and by keyboard, and tag all of them", async () => {
    const page = await browser.open();
    const { panel, toast, openPicker } = await openChat(page, server.demoUrl, { contact: daniel });
    await page.getByRole("link", { name: /Priya Nair/ }).click({ modifiers: ["Control"] });
    await panel.getByRole("heading", { name: "2 contacts" }).waitFor();
    await page.getByText("2 selected").waitFor();
    await box(page, "Marco Silva").check();
    await panel.getByRole("heading", { name: "3 contacts" }).waitFor();
    await expectAccessible(page);

    await openPicker();
    await page.keyboard.type("Invited");
    await page.keyboard.press("Control+Enter");
    await toast.filter({ hasText: "Invited created and added · 3 contacts" }).waitFor();
    for (const name of ["Daniel O’Connor", "Priya Nair", "Marco Silva"]) {
      await page.getByRole("link", { name: new RegExp(`${name}.*Invited`) }).waitFor();
    }
    await page.keyboard.press("Escape");
    await page.keyboard.press("Escape");

    const clear = page.getByRole("button", { name: "Clear the selection" });
    await clear.press("Enter");
    await panel.getByRole("heading", { name: "Daniel O’Connor" }).waitFor();
    expect(await clear.count()).toBe(0);
    await tabTo(page, box(page, "Daniel O’Connor"), "Shift+Tab");
    await page.keyboard.press("Space");
    await page.keyboard.press("ArrowDown");
    await page.getByText("1 selected").waitFor();
    await page.getByRole("link", { name: /Emma Whitfield/ }).click();
    await panel.getByRole("heading", { name: "Emma Whitfield" }).waitFor();
    expect(await clear.count()).toBe(0);
  });

  test("does so on a phone, where an avatar selects", async () => {
    const page = await browser.open({ viewport: phone, hasTouch: true });
    await page.goto(server.demoUrl);
    for (const name of ["Daniel O’Connor", "Priya Nair"]) await box(page, name).tap();
    await expectAccessible(page);
    await page.locator("#selection").getByRole("link", { name: "Tags" }).tap();
    const panel = page.locator("tagdeck-panel");
    await panel.getByRole("heading", { name: "2 contacts" }).waitFor();
    await page.locator("#sidebar-who", { hasText: "2 selected" }).waitFor();
    await expectAccessible(page);
    await page.locator("#to-thread").tap();
    await page.locator("#selection", { hasText: "2 selected" }).waitFor();
    await page.getByRole("link", { name: /Daniel O’Connor/ }).waitFor();
  });
});
