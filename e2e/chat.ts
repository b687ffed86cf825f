import type { Locator, Page } from "playwright-core";
import { expect } from "vitest";

/** A page of the demo chat console, and the panel in its sidebar. */
export type Chat = {
  page: Page;
  panel: Locator;
  /** The names on the chips, newest first. */
  tags: () => Promise<string[]>;
  toast: Locator;
  /** Opens the picker by its key and waits until one can type. */
  openPicker: () => Promise<Locator>;
};

export async function openChat(
  page: Page,
  url: string,
  who?: { contact?: string; agent?: string },
): Promise<Chat> {
  const { contact = "crm:48213", agent } = who ?? {};
  await page.goto(url);
  if (agent !== undefined) {
    await page.locator("#agent").click();
    await page.getByRole("button", { name: agent }).click();
    await page.locator("#agent", { hasText: agent }).waitFor();
  }
  await page.goto(`${url}/#/${encodeURIComponent(contact)}`);
  const chat = chatOn(page);
  await chat.panel.locator("[part=contact]", { hasText: contact }).waitFor();
  return chat;
}

export function chatOn(page: Page): Chat {
  const panel = page.locator("tagdeck-panel");
  return {
    page,
    panel,
    tags: () => panel.locator("[part=chip-name]").allTextContents(),
    toast: panel.locator("[part=toast]"),
    openPicker: async () => {
      await page.keyboard.press("l");
      const field = panel.getByRole("combobox");
      await expect.poll(() => hasFocus(field)).toBe(true);
      return field;
    },
  };
}

/** Goes on with Tab (or Shift+Tab) until an element has the focus. */
export async function tabTo(page: Page, target: Locator, key: "Tab" | "Shift+Tab" = "Tab"): Promise<void> {
  for (let pressed = 0; pressed < 60; pressed += 1) {
    if (await hasFocus(target)) return;
    await page.keyboard.press(key);
  }
  expect.unreachable(`${String(target)} cannot be reached by ${key}`);
}

async function hasFocus(target: Locator): Promise<boolean> {
  if ((await target.count()) !== 1) return false;
  return target.evaluate((element) => {
    const root = element.getRootNode();
    return (root instanceof ShadowRoot || root instanceof Document) && root.activeElement === element;
  });
}
