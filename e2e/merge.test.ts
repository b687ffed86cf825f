import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { signIn, type Api } from "./api.ts";
import { expectAccessible } from "./axe.ts";
import { phone, useBrowser } from "./browser.ts";
import { contactCount, openConsole, tagRow } from "./console.ts";
import { startServer, type Server } from "./server.ts";

const browser = useBrowser();
let server: Server;
let api: Api;

beforeAll(async () => {
  server = await startServer();
  api = await signIn(server.url, "admin@example.com");
});
afterAll(() => server.stop());

const select = (page: Page, name: string) =>
  page.getByRole("checkbox", { name: `Select ${name}`, exact: true });
const toast = (page: Page, text: string | RegExp) => page.getByRole("status").filter({ hasText: text });

/** Two tags: the first on three contacts, the second on two, of whom one has both. */
async function aPair(first: string, second: string): Promise<[number, number]> {
  const a = await api.mutate<{ id: number }>("tags.create", { name: first });
  const b = await api.mutate<{ id: number }>("tags.create", { name: second });
  const { items } = await api.query<{ items: { id: number }[] }>("contacts.list", { limit: 4 });
  const give = (contacts: { id: number }[], id: number) =>
    api.mutate("assignments.changeMany", { contacts: contacts.map((one) => ({ id: one.id })), add: [id] });
  await give(items.slice(0, 3), a.id);
  await give(items.slice(2, 4), b.id);
  return [a.id, b.id];
}

test("tags are merged side by side, found by either name, and taken apart again", async () => {
  await aPair("Refunds wanted", "Refund wanted");
  const page = await openConsole(await browser.open(), server.url, { path: "tags?q=Refund" });
  await tagRow(page, "Refund wanted").waitFor();
  await select(page, "Refund wanted").check();
  await select(page, "Refunds wanted").check();
  await page.getByRole("button", { name: "Merge…" }).click();
  const dialog = page.getByRole("dialog", { name: "Merge 2 tags into one" });
  // The one that most contacts have is proposed; the other is chosen.
  await expect.poll(() => dialog.getByRole("radio", { name: /Refunds wanted/ }).isChecked()).toBe(true);
  await dialog.getByText("“Refunds wanted” is on 4 contacts then.").waitFor();
  await dialog.getByText("1 contact has both; they count once.").waitFor();
  await expectAccessible(page);
  await dialog.getByRole("radio", { name: /Refund wanted/ }).check();
  await dialog.getByText("It is still found by “Refunds wanted”.").waitFor();
  await dialog.getByRole("button", { name: "Merge", exact: true }).click();
  await toast(page, "“Refunds wanted” merged into “Refund wanted”").waitFor();
  await tagRow(page, "Refunds wanted").waitFor({ state: "detached" });
  await expect.poll(() => contactCount(page, "Refund wanted")).toBe(4);

  await page.getByRole("searchbox", { name: "Search tags" }).fill("refunds w");
  await tagRow(page, "Refund wanted").waitFor();
  await page.getByRole("link", { name: "Refund wanted", exact: true }).click();
  await page.getByRole("heading", { level: 1, name: "Refund wanted" }).waitFor();
  const card = page.getByRole("complementary", { name: "About this tag" });
  await card.getByText("Refunds wanted").waitFor();
  await page.getByText("Took in “Refunds wanted”").waitFor();
  await expectAccessible(page);

  await page.getByRole("link", { name: "Changes" }).click();
  await page.getByText("Merged 2 tags into one, with 3 contacts").waitFor();
  await expectAccessible(page);
  await page.getByRole("button", { name: /^Undo: Merged 2 tags/ }).click();
  await page.getByText(/^Undone by /).waitFor();
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: /^Tags/ }).click();
  await page.getByRole("searchbox", { name: "Search tags" }).fill("Refund");
  await expect.poll(() => contactCount(page, "Refunds wanted")).toBe(3);
  await expect.poll(() => contactCount(page, "Refund wanted")).toBe(2);
});

test("a name that another tag has offers to merge, on a phone too, and the toast takes it back", async () => {
  const [id] = await aPair("Parcel late", "Late parcel");
  const page = await openConsole(await browser.open({ viewport: phone }), server.url, { path: `tags/${id}` });
  await page.getByRole("button", { name: "Rename" }).click();
  const rename = page.getByRole("dialog", { name: "Rename the tag" });
  await rename.getByLabel("Name").fill("late PARCEL");
  await rename.getByRole("button", { name: "Rename" }).click();
  await rename.getByRole("button", { name: "Merge the two…" }).click();
  const dialog = page.getByRole("dialog", { name: "Merge 2 tags into one" });
  await expect.poll(() => dialog.getByRole("radio", { name: /Late parcel/ }).isChecked()).toBe(true);
  await dialog.getByText("“Late parcel” is on 4 contacts then.").waitFor();
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Merge", exact: true }).click();
  await toast(page, "“Parcel late” merged into “Late parcel”").getByRole("button", { name: "Undo" }).click();
  await toast(page, "1 tag is back").waitFor();
  await page.getByRole("heading", { level: 1, name: "Parcel late" }).waitFor();
});
