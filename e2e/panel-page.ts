import type { Locator, Page } from "playwright-core";
import { expect } from "vitest";
import { expectAccessible } from "./axe.ts";
import type { Host } from "./host.ts";
import { expectSound } from "./sound.ts";

type Wanted = {
  contact?: string | null;
  /** The page's style sheet. */
  styles?: string;
  /** Attributes of the panel, as in HTML. */
  panel?: string;
  /** Attributes of the page. */
  html?: string;
  headers?: Readonly<Record<string, string>>;
  body?: string;
};

/** A page with the panel in its markup: no script of its own, no style attribute, nothing a strict policy forbids. */
export async function openPanelPage(
  page: Page,
  host: Host,
  tagdeckUrl: string,
  wanted: Wanted = {},
): Promise<PanelOn> {
  const { contact = "crm:48002", styles = "", panel = "", html = `lang="en"`, headers } = wanted;
  const style = styles && `<style>${styles}</style>`;
  const attributes = `workspace="demo" token-endpoint="/token" ${contact === null ? "" : `contact="${contact}"`} ${panel}`;
  const body =
    wanted.body ?? `<aside aria-label="Tags"><tagdeck-panel ${attributes}></tagdeck-panel></aside>`;
  host.show(
    `<!doctype html><html ${html}><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Host</title>${style}
    <script src="${tagdeckUrl}/embed/v1/tagdeck.js" async></script><main><h1>Host</h1>${body}</main></html>`,
    headers,
  );
  await page.goto(host.url);
  return panelOn(page);
}

export type PanelOn = {
  page: Page;
  panel: Locator;
  field: Locator;
  toast: Locator;
  tags: () => Promise<string[]>;
  /** Opens the picker by its key, types, and creates what was typed. */
  create: (name: string) => Promise<void>;
};

export function panelOn(page: Page, panel = page.locator("tagdeck-panel")): PanelOn {
  const field = panel.getByRole("combobox");
  const toast = panel.locator("[part=toast]");
  return {
    page,
    panel,
    field,
    toast,
    tags: () => panel.locator("[part=chip-name]").allTextContents(),
    async create(name) {
      await panel.locator("[part=contact]").waitFor();
      if ((await field.count()) === 0) await page.keyboard.press("l");
      await field.fill(name);
      await panel.getByRole("option", { name: `Create “${name}”` }).waitFor();
      await page.keyboard.press("Control+Enter");
      await toast.filter({ hasText: `${name} created and added` }).waitFor();
    },
  };
}

let birds = 0;

/** The states of a contact's panel in turn, by keyboard; each is sound, and the fullest is accessible too. */
export async function goThrough(
  { page, panel, field, toast, tags, create }: PanelOn,
  see: (state: string) => Promise<void> = async () => {},
): Promise<void> {
  const name = `Told by bird ${(birds += 1)}`;
  const check = async (state: string) => {
    await expectSound(page);
    await see(state);
  };
  await panel.locator("[part=contact]").waitFor();
  await expect.poll(() => panel.locator("[part=recent] li").count()).toBeGreaterThan(0);
  await check("read");
  await page.keyboard.press("l");
  await field.fill("re");
  await panel.getByRole("option").first().waitFor();
  await check("searching");
  await create(name);
  // Pointed at, it stays for as long as the checks take.
  await toast.hover();
  await expect.poll(tags).toContain(name);
  await check("changed");
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await toast.getByRole("button", { name: "Undo" }).press("Enter");
  await toast.filter({ hasText: "Undone" }).waitFor();
  await expect.poll(tags).not.toContain(name);
  await panel.locator("[part=chip] [aria-haspopup]").first().press("Enter");
  await panel.locator("[part=detail] li").first().waitFor();
  await check("telling");
  await page.keyboard.press("Escape");
  expect(await panel.locator("[part=detail]").count()).toBe(0);
}
