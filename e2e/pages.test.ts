import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ContactListItem } from "../packages/core/src/contacts/contact.ts";
import { signIn } from "./api.ts";
import { expectAccessible } from "./axe.ts";
import { desktop, phone, useBrowser } from "./browser.ts";
import { choose, openConsole } from "./console.ts";
import { startServer, type Server } from "./server.ts";

const browser = useBrowser();
let server: Server;
let contactPath: string;

beforeAll(async () => {
  server = await startServer();
  const api = await signIn(server.url, "owner@example.com");
  const { items } = await api.query<{ items: ContactListItem[] }>("contacts.list", { search: "crm:48213" });
  contactPath = `contacts/${items[0]?.id ?? ""}`;
});
afterAll(() => server.stop());

describe.each([
  ["desktop", desktop],
  ["phone", phone],
] as const)("on a %s", (_, viewport) => {
  test("no page has a violation that axe knows, and none is wider than the screen", async () => {
    const page = await openConsole(await browser.open({ viewport }), server.url, {
      email: "owner@example.com",
    });
    for (const path of [
      "tags",
      "contacts",
      contactPath,
      "members",
      "settings",
      "settings/limits",
      "settings/panel",
    ]) {
      await page.goto(`${server.url}/admin/demo/${path}`);
      await page.getByRole("heading", { level: 1 }).waitFor();
      await expect.poll(() => page.locator("main [aria-busy=true]").count()).toBe(0);
      await expectAccessible(page);
      expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(
        viewport.width,
      );
    }
  });

  test("neither has a dialog, a menu, a field in the table or a notice", async () => {
    const page = await openConsole(await browser.open({ viewport }), server.url, {
      email: "owner@example.com",
    });
    await page.getByRole("button", { name: "New tag" }).click();
    await page.getByRole("dialog").waitFor();
    await expectAccessible(page);
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });

    await page.getByRole("button", { name: "Actions for Complaint", exact: true }).click();
    await page.getByRole("menu").waitFor();
    await expectAccessible(page);
    await page.keyboard.press("Escape");
    await page.getByRole("menu").waitFor({ state: "detached" });

    await choose(page, "Actions for Complaint", "Rename");
    await page.getByRole("textbox", { name: "Name" }).waitFor();
    await expectAccessible(page);
    await page.keyboard.press("Escape");

    await choose(page, "Actions for Complaint", "Delete");
    await page.getByRole("alertdialog").getByRole("button", { name: "Delete" }).waitFor();
    await expectAccessible(page);
    await page.getByRole("alertdialog").getByRole("button", { name: "Delete" }).click();
    await page.getByText(/“Complaint” deleted/).waitFor();
    await expectAccessible(page);
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByText("“Complaint” is back").waitFor();
  });
});

test("a contact's page lets an admin tag, undo and read what happened", async () => {
  const page = await openConsole(await browser.open(), server.url, { path: contactPath });
  const chips = () => page.locator(".contact-chips .td-chip-name").allInnerTexts();
  await page.getByRole("combobox", { name: "Add a tag" }).click();
  await page.keyboard.type("Gift wrap");
  await page.getByRole("option", { name: /^Gift wrap/ }).waitFor();
  await expectAccessible(page);
  await page.keyboard.press("Enter");
  await expect.poll(chips).toContain("Gift wrap");
  await expect.poll(() => page.locator(".history-line").first().innerText()).toMatch(/Gift wrap[\s\S]*you/i);
  await page.getByRole("button", { name: "Remove Gift wrap" }).click();
  await expect.poll(chips).not.toContain("Gift wrap");
  await page.locator(".toast", { hasText: "removed" }).getByRole("button", { name: "Undo" }).click();
  await expect.poll(chips).toContain("Gift wrap");
});
