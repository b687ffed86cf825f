import { afterAll, beforeAll, describe, expect, test } from "vitest";
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
  api = await signIn(server.url, "admin@example.com");
});
afterAll(() => server.stop());

async function tagId(name: string): Promise<number> {
  const { items } = await api.query<{ items: { id: number; name: string }[] }>("tags.list", { search: name });
  return items.find((tag) => tag.name === name)?.id ?? 0;
}

describe("the history of a tag's contacts", () => {
  test("is looked through by kind, person, source and period, and stays in the address", async () => {
    const id = await tagId("Complaint");
    const page = await openConsole(await browser.open(), server.url, { path: `tags/${id}` });
    const section = page.getByRole("region", { name: "What happened to its contacts" });
    const lines = section.locator(".history-line");
    await lines.first().waitFor();
    await section.getByRole("button", { name: "Filter", exact: true }).click();
    await section.getByLabel("What happened").selectOption("Removed");
    await expect.poll(() => page.url()).toContain("kind=removed");
    await expect
      .poll(async () => (await lines.allInnerTexts()).every((text) => text.includes("removed")))
      .toBe(true);
    await section.getByLabel("From where").selectOption("Import");
    await section.getByText("Nothing of this kind has happened").waitFor();
    await page.reload();
    await section.getByText("Nothing of this kind has happened").waitFor();
    await expectAccessible(page);
    await section.getByRole("button", { name: "Show everything" }).click();
    await section.getByLabel("Person").selectOption("Kenji Sato");
    await expect
      .poll(async () => (await lines.allInnerTexts()).every((text) => text.includes("Kenji Sato")))
      .toBe(true);
    await section.getByLabel("To", { exact: true }).fill("2020-01-01");
    await section.getByText("Nothing of this kind has happened").waitFor();
    await section.getByRole("button", { name: "Show everything" }).click();
    const download = page.waitForEvent("download");
    await section.getByRole("link", { name: "CSV" }).click();
    expect((await download).suggestedFilename()).toBe("history-Complaint.csv");
  });

  test("says who had the tag when a day ended, also of those who have lost it since", async () => {
    const id = await tagId("VIP");
    const { days } = await api.query<{ days: { date: string; count: number }[] }>("tags.trend", { id });
    const { date = "", count = 0 } = days.at(-30) ?? {};
    const page = await openConsole(await browser.open(), server.url, { path: `tags/${id}` });
    const section = page.getByRole("region", { name: "Who had it on a day" });
    await section.getByText("Choose a day").waitFor();
    await section.getByLabel("Day").fill(date);
    await expect.poll(() => section.getByRole("status").innerText()).toContain(`${count} contact`);
    expect(page.url()).toContain(`day=${date}`);
    const more = section.getByRole("button", { name: "Show more" });
    const listed = () => section.getByRole("listitem").count();
    for (let n = await listed(); n < count; n = await listed()) {
      await more.click();
      await expect.poll(listed).toBeGreaterThan(n);
    }
    expect(await listed()).toBe(count);

    // The same address shows it, and what is done today changes nothing of that day.
    const address = page.url();
    await section.getByRole("listitem").first().getByRole("link").click();
    await page.getByRole("heading", { name: "History" }).waitFor();
    await page.goto(address);
    await expect.poll(() => section.getByRole("status").innerText()).toContain(`${count} contact`);
    await expectAccessible(page);
    await section.getByLabel("Day").fill("2020-01-01");
    await section.getByText("Nobody had it").waitFor();
  });

  test.each([
    ["en", phone],
    ["zh-TW", phone],
    ["ja", desktop],
  ] as const)("fits, in %s", async (locale, viewport) => {
    const path = `tags/${await tagId("VIP")}?day=2026-03-01&kind=added`;
    const page = await browser.open({ locale: "en", viewport });
    await openConsole(page, server.url, { path });
    await page.evaluate((language) => localStorage.setItem("tagdeck.locale", language), locale);
    await page.reload();
    await page.locator(".history-filters").waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(
      0,
    );
    await expectAccessible(page);
  });
});

describe("a contact's history", () => {
  test("is looked through by tag, kind and person", async () => {
    const { items } = await api.query<{ items: { id: number; tags: { id: number; name: string }[] }[] }>(
      "contacts.list",
      { tagId: await tagId("VIP"), limit: 1 },
    );
    const page = await openConsole(await browser.open(), server.url, { path: `contacts/${items[0]?.id}` });
    const section = page.getByRole("region", { name: "History" });
    const lines = section.locator(".history-line");
    await lines.first().waitFor();
    const all = await lines.count();
    await section.getByRole("button", { name: "Filter", exact: true }).click();
    await section.getByLabel("What happened").selectOption("Added");
    await section.getByLabel("History of").selectOption("VIP");
    await expect.poll(() => lines.count()).toBeLessThanOrEqual(all);
    await expect
      .poll(async () => (await lines.allInnerTexts()).every((text) => /VIP[^]*added/.test(text)))
      .toBe(true);
    expect(page.url()).toMatch(/kind=added.*tag=|tag=.*kind=added/);
  });
});
