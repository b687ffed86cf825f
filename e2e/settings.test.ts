import { generateKeyPairSync } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { expectAccessible } from "./axe.ts";
import { useBrowser } from "./browser.ts";
import { openChat } from "./chat.ts";
import { openConsole } from "./console.ts";
import { startServer, type Server } from "./server.ts";

const browser = useBrowser();
let server: Server;

beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

const openSettings = async (tab: string, email = "owner@example.com") =>
  openConsole(await browser.open(), server.url, { path: `settings${tab}`, email });

describe("the settings", () => {
  test("change the workspace's name and time zone for everybody who has the console open", async () => {
    const page = await openSettings("");
    const colleague = await openConsole(await browser.open(), server.url);
    await page.getByLabel("Name of the workspace").fill("Kite & Oak");
    await expectAccessible(page);
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Saved").first().waitFor();
    await expect.poll(() => colleague.locator(".brand").innerText()).toContain("Kite & Oak");
    await page.reload();
    await expect.poll(() => page.getByLabel("Name of the workspace").inputValue()).toBe("Kite & Oak");
  });

  test("take creating away from agents, also in a panel that is open, and change nothing else", async () => {
    const page = await openSettings("/limits", "admin@example.com");
    const chat = await openChat(await browser.open(), server.demoUrl);
    await page.getByLabel("Longest tag name").fill("60");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Saved").first().waitFor();
    await page.getByRole("switch", { name: "Agents may create tags" }).click();
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Saved").first().waitFor();
    await expectAccessible(page);
    await page.reload();
    await expect
      .poll(() => page.getByRole("switch", { name: "Agents may create tags" }).isChecked())
      .toBe(false);
    expect(await page.getByLabel("Longest tag name").inputValue()).toBe("60");
    expect(await page.getByLabel("Most tags on one contact").inputValue()).toBe("100");

    await chat.page.reload();
    await chat.panel.getByRole("button", { name: "Add tag" }).waitFor();
    await chat.openPicker();
    await chat.page.keyboard.type("Something new");
    await chat.panel.getByText("No tag matches").waitFor();
    expect(await chat.panel.getByRole("option").count()).toBe(0);
    await expectAccessible(chat.page);
  });

  test("hold the panel's keys and origins; a secret is shown once", async () => {
    const page = await openSettings("/panel");
    await page.getByRole("button", { name: "New key" }).click();
    await page
      .getByRole("dialog", { name: "New signing key" })
      .getByRole("button", { name: "Create the secret" })
      .click();
    const dialog = page.getByRole("alertdialog", { name: "Copy the secret now" });
    const secret = await dialog.getByLabel("Secret", { exact: true }).inputValue();
    expect(secret.length).toBeGreaterThanOrEqual(32);
    await expectAccessible(page);
    await dialog.getByRole("button", { name: "Done" }).click();
    await expect.poll(() => page.getByRole("button", { name: /^Revoke the key/ }).count()).toBe(2);
    expect(await page.getByRole("button", { name: "New key" }).count(), "two live keys at most").toBe(0);
    await page.reload();
    await expect.poll(() => page.getByRole("button", { name: /^Revoke the key/ }).count()).toBe(2);
    expect(await page.content()).not.toContain(secret);

    const origin = page.getByLabel("New origin");
    await origin.fill("https://chat.example.com/inbox");
    await page.getByRole("button", { name: "Add", exact: true }).click();
    await page.getByRole("alert").getByText("Type an origin such as https://chat.example.com").waitFor();
    await origin.fill("https://Chat.Example.com");
    await page.getByRole("button", { name: "Add", exact: true }).click();
    await page.locator(".row-text", { hasText: /^https:.*chat.example.com$/ }).waitFor();
    await expectAccessible(page);
    await page.getByRole("button", { name: "Remove https://chat.example.com" }).click();
    await expect
      .poll(() => page.locator(".row-text", { hasText: /^https:.*chat.example.com$/ }).count())
      .toBe(0);
  });

  test("show the panel with a token signed on the spot, and say that key and origin work", async () => {
    const page = await openSettings("/panel", "admin@example.com");
    const region = page.getByRole("region", { name: "Try the panel" });
    await region.getByLabel("Contact").fill("crm:48213");
    await region.getByRole("button", { name: "Show the panel" }).click();
    await page.getByText("It works: the key has signed, and the origin is allowed.").waitFor();
    await page.locator("tagdeck-panel").getByRole("heading", { name: "林怡君" }).waitFor();
    await expectAccessible(page);

    await page.getByRole("radio", { name: /^Version 0/ }).check();
    await page.getByText('integrity="sha384-').waitFor();
    await page.getByText(`connect-src ${server.url};`).waitFor();
    await expectAccessible(page);
  });

  test("hold what checks Zendesk's signature, and each console's address to copy", async () => {
    const page = await openSettings("/panel");
    await page.getByText("Zendesk", { exact: true }).click();
    await page.getByText('"signedUrls": true').waitFor();
    await page.getByRole("button", { name: "Set the public key" }).click();
    const dialog = page.getByRole("dialog", { name: "Zendesk app" });
    await dialog.getByLabel("Installation").fill("https://acme.zendesk.com");
    await dialog.getByLabel("Public key").fill("no key");
    await dialog.getByRole("button", { name: "Save" }).click();
    await dialog.getByText("Type the address of the installation").waitFor();
    await expectAccessible(page);
    const audience = "https://acme.zendesk.com/api/v2/apps/installations/42.json";
    await dialog.getByLabel("Installation").fill(audience);
    await dialog.getByRole("button", { name: "Save" }).click();
    await dialog.getByText("This is not an RSA public key.").waitFor();
    const { publicKey } = generateKeyPairSync("rsa", { modulusLength: 2_048 });
    await dialog.getByLabel("Public key").fill(String(publicKey.export({ type: "spki", format: "pem" })));
    await dialog.getByRole("button", { name: "Save" }).click();
    await page.getByText("acme.zendesk.com/api/v2/apps/installations/42").waitFor();
    await expectAccessible(page);
    await page.getByRole("button", { name: "Remove", exact: true }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: "Remove" }).click();
    await page.getByRole("button", { name: "Set the public key" }).waitFor();
    await page.getByText("Chatwoot", { exact: true }).click();
    await page.getByText(`${server.url}/embed/frame?workspace=demo&host=chatwoot`).waitFor();
  });

  test("forbid the panel where its origin is taken away, and say what to do", async () => {
    const page = await openSettings("/panel");
    await page.getByRole("button", { name: `Remove ${server.demoUrl}` }).click();
    await expect.poll(() => page.locator(".row-text", { hasText: server.demoUrl }).count()).toBe(0);

    const host = await browser.open();
    await host.goto(`${server.demoUrl}/#/crm%3A48213`);
    const panel = host.locator("tagdeck-panel");
    await panel.getByRole("heading", { name: "This site may not show the panel yet" }).waitFor();
    await panel.getByText(server.demoUrl).waitFor();
    await expectAccessible(host);

    await page.getByLabel("New origin").fill(server.demoUrl);
    await page.getByRole("button", { name: "Add", exact: true }).click();
    await page.locator(".row-text", { hasText: server.demoUrl }).waitFor();
    await panel.getByRole("button", { name: "Try again" }).click();
    await panel.getByRole("heading", { name: "林怡君" }).waitFor();
  });
});
