import { TOTP } from "otpauth";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { signIn } from "./api.ts";
import { expectAccessible } from "./axe.ts";
import { phone, useBrowser } from "./browser.ts";
import { fillSignIn, openConsole } from "./console.ts";
import { startServer, type Server } from "./server.ts";

const browser = useBrowser();
const password = "tagdeck-demo";
let server: Server;

beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

const section = (page: Page) => page.getByRole("region", { name: /^Two-factor sign-in/ });

/** Goes through the dialogs of the account page; answers what a telephone would then show, and the backup codes. */
async function setUp(page: Page): Promise<{ app: TOTP; codes: string[] }> {
  await section(page).getByRole("button", { name: "Set it up" }).click();
  const typed = page.getByRole("dialog").getByLabel("Password", { exact: true });
  await typed.fill("not the password");
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByText("The password is not right.").waitFor();
  await typed.fill(password);
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByRole("img", { name: "The key as a QR code" }).waitFor();
  await expectAccessible(page);
  const app = new TOTP({ secret: (await page.locator(".qr-secret").innerText()).replaceAll(" ", "") });
  await page.getByLabel("Code", { exact: true }).fill("000000");
  await page.getByRole("button", { name: "Switch it on" }).click();
  await page.getByText("The code is not right").waitFor();
  await page.getByLabel("Code", { exact: true }).fill(app.generate());
  await page.getByRole("button", { name: "Switch it on" }).click();
  await page.getByRole("heading", { name: "Keep these backup codes" }).waitFor();
  await expectAccessible(page);
  const codes = await page.locator(".codes li").allInnerTexts();
  await page.getByRole("button", { name: "I have kept them" }).click();
  return { app, codes };
}

describe("two-factor sign-in", () => {
  test("is set up by a code, asked for after the password, and helped out by a backup code", async () => {
    const page = await openConsole(await browser.open(), server.url);
    await page.locator(".user-button").click();
    await page.locator("[role=menu]:focus").waitFor();
    await page.getByRole("menu").getByText("Account and sign-in").click();
    await page.getByRole("heading", { name: "Account" }).waitFor();
    await expectAccessible(page);
    const { app, codes } = await setUp(page);
    await section(page).getByText("on", { exact: true }).waitFor();
    expect(codes.length).toBe(10);

    const elsewhere = await browser.open({ viewport: phone });
    await elsewhere.goto(`${server.url}/admin/demo/contacts`);
    await fillSignIn(elsewhere, "admin@example.com", password);
    await elsewhere.getByRole("heading", { name: "Two-factor sign-in" }).waitFor();
    await expectAccessible(elsewhere);
    await elsewhere.getByLabel("Code", { exact: true }).fill("000000");
    await elsewhere.keyboard.press("Enter");
    await elsewhere.getByText("The code is not right").waitFor();
    await elsewhere.getByLabel("Code", { exact: true }).fill(app.generate());
    await elsewhere.keyboard.press("Enter");
    await elsewhere.getByRole("heading", { name: "Contacts" }).waitFor();

    const lost = await browser.open();
    await lost.goto(`${server.url}/admin/demo/tags`);
    await fillSignIn(lost, "admin@example.com", password);
    await lost.getByRole("button", { name: "Use a backup code" }).click();
    await lost.getByLabel("Backup code").fill(codes[0] ?? "");
    await lost.keyboard.press("Enter");
    await lost.getByRole("navigation", { name: "Main" }).waitFor();

    // The one who is at the telephone signs the others out.
    await page.reload();
    await page.getByRole("button", { name: "Sign out everywhere else" }).click();
    await expect.poll(() => page.locator("[aria-labelledby=sessions] .row").count()).toBe(1);
    await lost.reload();
    await lost.getByRole("heading", { name: "Sign in" }).waitFor();

    await section(page).getByRole("button", { name: "Switch it off" }).click();
    await page.getByRole("dialog").getByLabel("Password", { exact: true }).fill(password);
    await page.getByRole("dialog").getByRole("button", { name: "Switch it off" }).click();
    await section(page).getByRole("button", { name: "Set it up" }).waitFor();
    await openConsole(await browser.open(), server.url);
  });

  test("may be required: members see their account until they have set it up", async () => {
    const owner = await signIn(server.url, "owner@example.com");
    await owner.mutate("workspace.update", { settings: { requireTwoFactor: true } });
    const page = await browser.open();
    await page.goto(`${server.url}/admin/demo/tags`);
    await fillSignIn(page, "agent@example.com", password);
    await page.getByRole("heading", { name: "This workspace asks for two-factor sign-in" }).waitFor();
    await expectAccessible(page);
    await page.getByRole("link", { name: "Set it up" }).click();
    await setUp(page);
    await page.getByRole("link", { name: "Back to the workspace" }).click();
    await page.getByRole("navigation", { name: "Main" }).waitFor();
  });
});
