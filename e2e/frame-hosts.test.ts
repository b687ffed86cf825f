import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { demoPassword, signIn as signInToApi } from "./api.ts";
import { expectAccessible } from "./axe.ts";
import { useBrowser } from "./browser.ts";
import { allow, chatwoot, front, setUpZendesk, startSite, type Site } from "./frame-stand-ins.ts";
import { startServer, type Server } from "./server.ts";

const browser = useBrowser();
let server: Server;
let site: Site;

beforeAll(async () => {
  server = await startServer();
  site = await startSite();
  await allow(server.url, site.url);
  site.pages.set("/chatwoot", () => chatwoot(server.url));
  site.pages.set("/chatwoot-own", () => chatwoot(server.url, "&ids=own"));
  site.pages.set("/front", () => front(server.url));
});
afterAll(async () => {
  await site.close();
  await server.stop();
});

const inFrame = (page: Page) => page.frameLocator("iframe");
const heading = (page: Page, name: string) => inFrame(page).getByRole("heading", { name });
const chips = (page: Page) => inFrame(page).locator("[part=chip-name]").allTextContents();

async function openAt(path: string): Promise<Page> {
  const page = await browser.open();
  await page.goto(`${site.url}${path}`);
  return page;
}

async function signIn(popup: Page, email = "agent@example.com"): Promise<void> {
  await popup.getByLabel("E-mail").fill(email);
  await popup.getByLabel("Password", { exact: true }).fill(demoPassword);
  await popup.getByRole("button", { name: "Sign in" }).click();
}

async function addTag(page: Page, name: string): Promise<void> {
  await inFrame(page).getByRole("button", { name: /^Add/ }).click();
  await inFrame(page).getByRole("combobox").fill(name);
  await inFrame(page)
    .getByRole("option", { name: `Create “${name}”` })
    .waitFor();
  await page.keyboard.press("Control+Enter");
  await expect.poll(() => chips(page)).toContain(name);
}

/** As `expectAccessible`, within the frame too. */
async function expectFrameAccessible(page: Page): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.target.join(" ")}`)).toEqual([]);
  }
}

describe("in Chatwoot", () => {
  test("an agent signs in in a window, and the panel follows the conversation", async () => {
    const page = await openAt("/chatwoot");
    await heading(page, "Sign in to Tagdeck").waitFor();
    await expectFrameAccessible(page);

    const opening = page.waitForEvent("popup");
    await inFrame(page).getByRole("button", { name: "Sign in" }).click();
    const popup = await opening;
    await popup.getByRole("heading", { name: "Sign in to Tagdeck" }).waitFor();
    await expectAccessible(popup);
    await popup.getByLabel("E-mail").fill("agent@example.com");
    await popup.getByLabel("Password").fill("not the password");
    await popup.getByRole("button", { name: "Sign in" }).click();
    await popup.getByText("The e-mail or the password is not right.").waitFor();
    await signIn(popup);
    await popup.getByText("agent@example.com · agent").waitFor();
    await popup.getByRole("heading", { name: new URL(site.url).host }).waitFor();
    await expectAccessible(popup);
    const closed = popup.waitForEvent("close");
    await popup.getByRole("button", { name: "Continue" }).click();
    await closed;

    await heading(page, "chatwoot:12").waitFor();
    expect(await inFrame(page).getByText("Rosa").count()).toBe(0);
    await addTag(page, "From Chatwoot");
    await page.evaluate(`show({ id: 13, name: "Tom" })`);
    await heading(page, "chatwoot:13").waitFor();
    expect(await chips(page)).not.toContain("From Chatwoot");
    await page.evaluate(`show({})`);
    await heading(page, "Choose a conversation").waitFor();
  });

  test("who is signed in to Tagdeck already only says yes, stays so through reloads, and ends it by signing out", async () => {
    const page = await openAt("/chatwoot-own");
    const own = await page.context().newPage();
    await own.goto(`${server.url}/admin/demo/tags`);
    await signIn(own, "admin@example.com");
    await own.getByRole("navigation", { name: "Main" }).waitFor();

    const opening = page.waitForEvent("popup");
    await inFrame(page).getByRole("button", { name: "Sign in" }).click();
    await (await opening).getByRole("button", { name: "Continue" }).click();
    await heading(page, "Daniel O’Connor").waitFor();
    await page.reload();
    await heading(page, "Daniel O’Connor").waitFor();

    await own.evaluate(() =>
      fetch("/auth/sign-out", {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: "{}",
      }),
    );
    await page.evaluate(`show({ id: 14 })`);
    await heading(page, "Sign in to Tagdeck").waitFor();
    await page.reload();
    await heading(page, "Sign in to Tagdeck").waitFor();
  });

  test("who is no member here, or asks for a site that is not allowed, gets no panel", async () => {
    const popup = await browser.open();
    await popup.goto(`${server.url}/embed/sign-in?workspace=demo&host=https://evil.example.com`);
    await signIn(popup);
    await popup.getByRole("button", { name: "Continue" }).click();
    await popup.getByText("An admin must add https://evil.example.com").waitFor();
    await popup.goto(`${server.url}/embed/sign-in?workspace=elsewhere&host=${site.url}`);
    await popup.getByText("agent@example.com is not a member of the workspace elsewhere.").waitFor();
    await popup.getByRole("button", { name: "Use another account" }).click();
    await popup.getByLabel("Password").waitFor();
  });
});

describe("in Front, whose plugins open no windows", () => {
  test("an agent signs in on a page of its own and pastes its code; one, several and no conversation are followed", async () => {
    const page = await openAt("/front");
    await heading(page, "Sign in to Tagdeck").waitFor();
    await inFrame(page).getByRole("button", { name: "Sign in" }).click();
    await expect.poll(() => page.evaluate("opened.length")).toBe(1);
    await expectFrameAccessible(page);

    const own = await page.context().newPage();
    await own.goto(String(await page.evaluate("opened[0]")));
    await signIn(own);
    await own.getByRole("button", { name: "Continue" }).click();
    await own.getByRole("heading", { name: "Paste this code into the panel" }).waitFor();
    await expectAccessible(own);
    const code = await own.getByLabel("Code").inputValue();
    await inFrame(page).getByLabel("Code").fill("not the code");
    await inFrame(page).getByRole("button", { name: "Continue" }).click();
    await inFrame(page).getByText("This code is not good any more.").waitFor();
    await inFrame(page).getByLabel("Code").fill(code);
    await inFrame(page).getByRole("button", { name: "Continue" }).click();

    await heading(page, "Choose a conversation").waitFor();
    const conversation = (handle: string, contact?: string) =>
      JSON.stringify({ id: `cnv_${handle}`, recipient: { handle, contact: contact && { id: contact } } });
    await page.evaluate(
      `show({ type: "singleConversation", conversation: ${conversation("a@example.com", "crd_1")} })`,
    );
    await heading(page, "front:crd_1").waitFor();
    await addTag(page, "From Front");
    const both = `[${conversation("a@example.com", "crd_1")}, ${conversation("b@example.com")}]`;
    await page.evaluate(`show({ type: "multiConversations", conversations: ${both} })`);
    await heading(page, "2 contacts").waitFor();
    await page.evaluate(
      `show({ type: "singleConversation", conversation: ${conversation("b@example.com")} })`,
    );
    await heading(page, "front:b@example.com").waitFor();
    await page.evaluate(`show({ type: "noConversation" })`);
    await heading(page, "Choose a conversation").waitFor();
  });
});

describe("in Zendesk", () => {
  test("its signature says who the agent is, and the panel follows the requester", async () => {
    const zendesk = await setUpZendesk(server.url);
    site.pages.set("/zendesk", () => zendesk(site.url));
    const page = await openAt("/zendesk");
    await heading(page, "zendesk:9001").waitFor();
    await expect
      .poll(() => page.locator("iframe").evaluate((frame) => frame.clientHeight))
      .toBeGreaterThan(119);
    await addTag(page, "From Zendesk");
    const api = await signInToApi(server.url, "admin@example.com");
    const contact = { externalId: "zendesk:9001" };
    const { items } = await api.query<{ items: { actor: object }[] }>("contacts.history", { contact });
    expect(items[0]?.actor).toMatchObject({ kind: "panel", name: "Zendesk 7001" });
    await expect
      .poll(async () => (await api.query<{ contact: object }>("contacts.get", { contact })).contact)
      .toMatchObject({ name: null, email: null });
    await page.evaluate("show({ id: 9002 })");
    await heading(page, "zendesk:9002").waitFor();
    expect(await chips(page)).not.toContain("From Zendesk");
  });

  test("a token that was used, or none, is said plainly", async () => {
    const zendesk = await setUpZendesk(server.url);
    const once = zendesk(site.url);
    site.pages.set("/zendesk", () => once);
    const page = await openAt("/zendesk");
    await heading(page, "zendesk:9001").waitFor();
    await page.reload();
    await heading(page, "Reload the app").waitFor();
    await expectFrameAccessible(page);
    site.pages.set("/zendesk", () => zendesk(site.url, "x"));
    await page.reload();
    await heading(page, "Zendesk’s signature does not fit").waitFor();
    site.pages.set("/zendesk", () => zendesk("https://evil.example.com"));
    await page.reload();
    await heading(page, "This Zendesk may not show the panel yet").waitFor();
  });
});
