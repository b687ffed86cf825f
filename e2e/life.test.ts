import { afterAll, beforeAll, expect, test } from "vitest";
import type { ChangeResult } from "../packages/core/src/assignments/change.ts";
import { signIn, type Api } from "./api.ts";
import { expectAccessible } from "./axe.ts";
import { useBrowser } from "./browser.ts";
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
