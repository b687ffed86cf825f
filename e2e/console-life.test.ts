import { afterAll, beforeAll, expect, test } from "vitest";
import type { ChangeResult } from "../packages/core/src/assignments/change.ts";
import { signIn, type Api } from "./api.ts";
import { expectAccessible } from "./axe.ts";
import { phone, useBrowser } from "./browser.ts";
import { openConsole } from "./console.ts";
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

/** Gives a contact of the demo a tag that is made for it; answers the contact's id. */
async function give(externalId: string, name: string, validityDays: number): Promise<number> {
  const { contact } = await admin.mutate<ChangeResult>("assignments.change", {
    contact: { externalId },
    create: { name, validityDays },
  });
  return contact.id ?? expect.fail("not stored");
}

test("a contact's page says how long its tags stay, and changes that, with a way back", async () => {
  const id = await give("crm:48002", "Loan car", 3);
  const page = await openConsole(await browser.open(), server.url, { path: `contacts/${id}` });
  const chip = (life: string) =>
    page.getByRole("button", { name: `Loan car ${life}`.trim(), exact: true }).first();
  const dialog = page.getByRole("dialog", { name: "How long “Loan car” stays" });
  await chip("3 days left").click();
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "7 more days" }).click();
  await chip("10 days left").waitFor();
  await page.getByRole("status").getByText("“Loan car” stays longer").waitFor();
  await page.getByRole("button", { name: "Undo" }).click();
  await chip("3 days left").click();
  await page.keyboard.press("Escape");
  await expect.poll(() => dialog.count()).toBe(0);

  await page.keyboard.press("Enter");
  await dialog.getByLabel("To the end of").fill(new Date(Date.now() + 20 * day).toISOString().slice(0, 10));
  await dialog.getByRole("button", { name: "Extend" }).click();
  await page.getByRole("button", { name: /^Loan car (19|20) days left$/ }).click();
  await dialog.getByText("Extended by hand").waitFor();
  await dialog.getByRole("button", { name: "Make permanent" }).click();
  await chip("").click();
  await page.setViewportSize(phone);
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "As the tag’s rule says" }).click();
  await chip("3 days left").waitFor();
});

test("a tag that runs out while the contact is looked at is gone at the instant", async () => {
  const id = await give("crm:48003", "Parcel week", 1);
  const page = await browser.open();
  await page.clock.install();
  await openConsole(page, server.url, { path: `contacts/${id}` });
  const chips = () => page.locator(".contact-chips .td-chip-name").allInnerTexts();
  await expect.poll(chips).toContain("Parcel week");
  await page.clock.fastForward(2 * day);
  await expect.poll(chips).not.toContain("Parcel week");
  expect(await chips()).not.toEqual([]);
});

test("what runs out soon is listed by day, of all tags or of one, and is extended there", async () => {
  await give("crm:48890", "Spare key", 2);
  const page = await openConsole(await browser.open(), server.url, { path: "contacts" });
  await page.getByRole("link", { name: "Ending soon" }).click();
  const extend = page.getByRole("button", { name: /^Extend Spare key of / });
  await extend.waitFor();
  await expectAccessible(page);
  await page.getByRole("heading", { name: "2 days left" }).waitFor();

  await page.getByRole("button", { name: "Of a tag" }).click();
  await page.keyboard.type("Spare key");
  await page.getByRole("option", { name: /Spare key/ }).click();
  await expect.poll(() => page.locator(".ending-line").count()).toBe(1);
  await extend.click();
  const dialog = page.getByRole("dialog", { name: "How long “Spare key” stays" });
  await dialog.getByRole("button", { name: "30 more days" }).click();
  await page.getByText("Nothing ends in the next 7 days").waitFor();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Undo" }).click();
  await extend.waitFor();
  await page.reload();
  await extend.waitFor();
  await page.setViewportSize(phone);
  await expectAccessible(page);
});

test("a tag’s page says how many lose it on which of the next days", async () => {
  const id = await give("crm:48377", "Guest pass", 4);
  const { contact } = await admin.query<Pick<ChangeResult, "contact">>("contacts.get", { contact: { id } });
  const tag = contact.tags.find(({ name }) => name === "Guest pass") ?? expect.fail("not given");
  const page = await openConsole(await browser.open(), server.url, { path: `tags/${tag.id}` });
  const counts = () => page.locator(".ending-count").allInnerTexts();
  await expect.poll(counts).toHaveLength(1);
  expect((await counts())[0]).toMatch(/4 days left\s+1 contact/);
  await admin.mutate("assignments.extend", {
    contact: { id },
    tagIds: [tag.id],
    to: { by: "days", days: 3 },
  });
  await expect.poll(async () => (await counts())[0]).toMatch(/7 days left\s+1 contact/);
  await page.getByRole("link", { name: "Show whose" }).click();
  await page.getByRole("button", { name: /^Extend Guest pass of / }).waitFor();
});
