import { afterAll, beforeAll, expect, test } from "vitest";
import type { ChangeResult } from "../packages/core/src/assignments/change.ts";
import type { Contact } from "../packages/core/src/contacts/contact.ts";
import { signIn, type Api } from "./api.ts";
import { expectAccessible } from "./axe.ts";
import { useBrowser } from "./browser.ts";
import { openConsole, tagRow } from "./console.ts";
import { openChat } from "./chat.ts";
import { startServer, type Server } from "./server.ts";

const browser = useBrowser();
let server: Server;
let admin: Api;

beforeAll(async () => {
  server = await startServer();
  admin = await signIn(server.url, "admin@example.com");
});
afterAll(() => server.stop());

const day = 86_400_000;

/** Gives a contact of the demo a tag that is made for it. */
async function give(externalId: string, name: string, validityDays: number): Promise<void> {
  const contact = { externalId };
  await admin.mutate<ChangeResult>("assignments.change", { contact, create: { name, validityDays } });
}

test("a chip says how long its tag stays, and the agent extends it and makes it stay, with a way back", async () => {
  const contact = "crm:48002";
  await give(contact, "Trial", 3);
  const chat = await openChat(await browser.open(), server.demoUrl, { contact });
  const chip = (life: string) =>
    chat.panel.getByRole("button", { name: `Trial ${life}`.trim(), exact: true });
  await chip("3 days left").click();
  const detail = chat.panel.getByRole("dialog", { name: "Trial" });
  await detail.getByText("added by").waitFor();
  await expectAccessible(chat.page);

  await detail.getByRole("button", { name: "+7 days" }).click();
  await chip("10 days left").waitFor();
  expect(await detail.count()).toBe(0);
  await expect
    .poll(() => chat.panel.locator("[part=recent] li").first().innerText())
    .toMatch(/Trial extended by you/);
  await chat.toast.getByRole("button", { name: "Undo" }).click();
  await chip("3 days left").waitFor();

  await chip("3 days left").click();
  await detail.getByRole("button", { name: "Make permanent" }).click();
  await chip("").click();
  await detail.getByRole("button", { name: "As the tag’s rule says" }).click();
  await chip("3 days left").click();
  const until = new Date(Date.now() + 20 * day).toISOString().slice(0, 10);
  await detail.getByLabel("Extend").fill(until);
  await detail.getByRole("button", { name: "Extend" }).click();
  await chat.panel.getByRole("button", { name: /^Trial (19|20) days left$/ }).waitFor();
});

test("a tag that runs out while the panel is open is gone at the instant", async () => {
  const contact = "crm:47950";
  await give(contact, "Weekend", 1);
  const page = await browser.open();
  await page.clock.install();
  const chat = await openChat(page, server.demoUrl, { contact });
  await expect.poll(chat.tags).toContain("Weekend");
  await page.clock.fastForward(2 * day);
  await expect.poll(chat.tags).not.toContain("Weekend");
  await expect.poll(chat.tags).toContain("Repeat buyer");
});

test("an admin makes a temporary tag, and changes how long it stays after seeing what that does", async () => {
  const page = await openConsole(await browser.open(), server.url);
  await page.getByRole("button", { name: "New tag" }).click();
  const dialog = page.getByRole("dialog", { name: "New tag" });
  await dialog.getByLabel("Name").fill("Sample sent");
  await dialog.getByRole("radio", { name: /^Temporary/ }).check();
  await dialog.getByLabel("Stays after tagging for").fill("30");
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Create tag" }).click();
  await page.getByText("“Sample sent” created").waitFor();
  await page.getByRole("button", { name: /^Temporary/ }).click();
  await tagRow(page, "Sample sent").waitFor();

  const { items } = await admin.query<{ items: { id: number }[] }>("tags.list", { search: "Sample sent" });
  const id = items[0]?.id ?? expect.unreachable("it is not there");
  const contact = { externalId: "crm:48002" };
  await admin.mutate("assignments.change", { contact, add: [id] });
  await page.goto(`${server.url}/admin/demo/tags/${id}`);
  await page.getByRole("button", { name: "Change how long it stays" }).click();
  const change = page.getByRole("dialog", { name: "How long “Sample sent” stays" });
  await change.getByLabel("Stays after tagging for").fill("7");
  await change.getByText("1 contact has it.").waitFor();
  await expectAccessible(page);
  await change.getByRole("button", { name: "Save" }).click();
  const card = page.getByRole("complementary", { name: "About this tag" });
  await card.getByText("7 days after tagging").waitFor();
  await page.getByText("Stays for 7 days after tagging").waitFor();
  const life = async () => {
    const { contact: one } = await admin.query<{ contact: Contact }>("contacts.get", { contact });
    const tag = one.tags.find((held) => held.id === id);
    return Math.round((Date.parse(tag?.expiresAt ?? "") - Date.now()) / day);
  };
  await expect.poll(life, { timeout: 10_000 }).toBeLessThan(10);
  await page.getByRole("button", { name: "Undo" }).click();
  await card.getByText("30 days after tagging").waitFor();
  await expect.poll(life, { timeout: 10_000 }).toBeGreaterThan(20);
});

test("another time zone is saved after saying what it does to temporary tags", async () => {
  const page = await openConsole(await browser.open(), server.url, { path: "settings" });
  const zone = page.getByRole("combobox", { name: "Time zone" });
  await zone.fill("Santiago");
  await page.getByRole("option", { name: /Santiago/ }).click();
  await page.getByText(/Temporary tags end with a day\./).waitFor();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("Saved", { exact: true }).waitFor();
  await page.goto(`${server.url}/admin/demo/operations`);
  await page.getByText(/Changed the time zone by which/).waitFor();
});
