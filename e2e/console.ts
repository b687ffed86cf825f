import type { Locator, Page } from "playwright-core";
import { demoPassword } from "./api.ts";

/** Signs in to the admin console and opens one of its pages. */
export async function openConsole(
  page: Page,
  url: string,
  { email = "admin@example.com", path = "tags" } = {},
): Promise<Page> {
  await page.goto(`${url}/admin/demo/${path}`);
  await fillSignIn(page, email, demoPassword);
  await page.getByRole("navigation", { name: "Main" }).waitFor();
  return page;
}

export async function fillSignIn(page: Page, email: string, password: string): Promise<void> {
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

/** The row of a tag in the table of tags. */
export function tagRow(page: Page, name: string): Locator {
  return page
    .getByRole("row")
    .filter({ has: page.locator(".td-chip-name", { hasText: new RegExp(`^${name}$`) }) });
}

export async function contactCount(page: Page, name: string): Promise<number> {
  const text = await tagRow(page, name).locator(".col-contacts").innerText();
  return Number(text.replaceAll(",", ""));
}

/** Chooses an action of a menu that a button opens. */
export async function choose(page: Page, button: string, item: string): Promise<void> {
  await page.getByRole("button", { name: button, exact: true }).click();
  // The menu takes the focus a frame after it opens, and knows its items from then on.
  await page.locator("[role=menu]:focus").waitFor();
  await page.getByRole("menu").getByText(item, { exact: true }).click();
}

/** Gives a tag another name in the table. */
export async function renameTag(page: Page, name: string, to: string): Promise<void> {
  await page.getByRole("button", { name: `Rename ${name}`, exact: true }).click();
  await page.getByRole("textbox", { name: "Name" }).fill(to);
  await page.keyboard.press("Enter");
}

/** Deletes a tag that contacts have, in the table. */
export async function deleteTag(page: Page, name: string): Promise<void> {
  await choose(page, `Actions for ${name}`, "Delete");
  await page.getByRole("alertdialog").getByRole("button", { name: "Delete" }).click();
}
