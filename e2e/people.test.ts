import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { demoPassword } from "./api.ts";
import { expectAccessible } from "./axe.ts";
import { useBrowser } from "./browser.ts";
import { choose, fillSignIn, openConsole } from "./console.ts";
import { startServer, type Server } from "./server.ts";

const browser = useBrowser();
let server: Server;

beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

const linkIn = (log: string, page: string) => {
  const links = [...log.matchAll(new RegExp(`http://[^"\\s]*/admin/${page}\\?token=[^"\\s]*`, "g"))];
  return links.at(-1)?.[0];
};

describe("signing in", () => {
  test("refuses a wrong password in the same words as an unknown address", async () => {
    const page = await browser.open();
    const refusals: string[] = [];
    for (const email of ["admin@example.com", "nobody@example.com"]) {
      await page.goto(`${server.url}/admin/sign-in`);
      await fillSignIn(page, email, "not the password");
      const alert = page.getByRole("alert").filter({ hasText: /\S/ });
      await alert.waitFor();
      refusals.push(await alert.innerText());
    }
    await expectAccessible(page);
    expect(refusals[0]).toBe(refusals[1]);
  });

  test("leads back to the page that was asked for, and out again", async () => {
    const page = await openConsole(await browser.open(), server.url, { path: "contacts?q=crm" });
    await expect.poll(() => page.url()).toBe(`${server.url}/admin/demo/contacts?q=crm`);
    // A page that has just been opened takes the focus, and a menu closes when it loses it.
    await page.getByRole("table").waitFor();
    await choose(page, "Ada Lin Admin", "Sign out");
    await page.getByRole("heading", { name: "Sign in" }).waitFor();
    await page.goto(`${server.url}/admin/demo/tags`);
    await page.getByRole("heading", { name: "Sign in" }).waitFor();
  });
});

describe("a viewer's console", () => {
  test("shows tags and contacts, and no control that changes anything", async () => {
    const page = await openConsole(await browser.open(), server.url, { email: "viewer@example.com" });
    await page.getByRole("table").waitFor();
    const main = page.getByRole("main");
    expect(await main.getByRole("button", { name: /New tag|Rename|Colour/ }).count()).toBe(0);
    await page.getByRole("searchbox").fill("VIP");
    await page.getByRole("button", { name: "Actions for VIP", exact: true }).click();
    await page.locator("[role=menu]:focus").waitFor();
    expect(await page.getByRole("menuitem").allInnerTexts()).toEqual(["Open", "Show its contacts"]);
    await page.keyboard.press("Escape");

    await page.getByRole("link", { name: "Contacts", exact: true }).click();
    await page.getByRole("searchbox").fill("crm:48213");
    await page.getByRole("link", { name: "林怡君" }).click();
    await page.getByRole("heading", { name: "History" }).waitFor();
    expect(await main.getByRole("button", { name: /^Remove/ }).count()).toBe(0);
    expect(await main.getByRole("combobox", { name: "Add a tag" }).count()).toBe(0);
    await expectAccessible(page);

    expect(await page.getByRole("link", { name: /Members|Settings/ }).count()).toBe(0);
    await page.goto(`${server.url}/admin/demo/members`);
    await page.getByText("There is nothing here").waitFor();
    await expectAccessible(page);
  });
});

describe("an invitation", () => {
  test("is made by an admin and accepted in another browser; its link works once", async () => {
    const admin = await openConsole(await browser.open(), server.url, { path: "members" });
    await admin.getByRole("button", { name: "Invite" }).click();
    const dialog = admin.getByRole("dialog");
    await dialog.getByLabel("E-mail").fill("Wei.Ling@Example.com");
    expect(await dialog.getByRole("radio").count(), "an admin gives no role above agent").toBe(2);
    await expectAccessible(admin);
    await dialog.getByRole("button", { name: "Invite" }).click();
    await admin.getByRole("heading", { name: "Invitation ready" }).waitFor();
    const link = await invitationLink(admin);
    expect(link).toMatch(new RegExp(`^${server.url}/admin/invite\\?token=`));
    await admin.getByRole("button", { name: "Done" }).click();
    await admin.getByText("wei.ling@example.com").waitFor();
    await expectAccessible(admin);

    const guest = await browser.open();
    await guest.goto(link);
    await guest.getByRole("heading", { name: "Join Kite & Pine" }).waitFor();
    await expectAccessible(guest);
    await guest.getByLabel("Your name").fill("Wei Ling");
    await guest.getByLabel("Password", { exact: true }).fill("short");
    await guest.getByRole("button", { name: "Join" }).click();
    await guest.getByRole("alert").getByText("Use at least 10 characters.").waitFor();
    await guest.getByLabel("Password", { exact: true }).fill("long enough now");
    await guest.getByRole("button", { name: "Join" }).click();
    await guest.getByRole("heading", { name: "Tags" }).waitFor();
    await guest.getByRole("button", { name: /Wei Ling/ }).waitFor();
    expect(await guest.getByRole("link", { name: "Members" }).count(), "an agent manages nobody").toBe(0);

    await expect.poll(() => admin.getByRole("row", { name: /Wei Ling/ }).count()).toBe(1);
    const late = await browser.open();
    await late.goto(link);
    await late.getByRole("alert").getByText("This invitation is not valid").waitFor();
    await expectAccessible(late);
  });

  test("can be revoked", async () => {
    const admin = await openConsole(await browser.open(), server.url, { path: "members" });
    await admin.getByRole("button", { name: "Invite" }).click();
    await admin.getByRole("dialog").getByLabel("E-mail").fill("late@example.com");
    await admin.getByRole("dialog").getByRole("button", { name: "Invite" }).click();
    const link = await invitationLink(admin);
    await admin.getByRole("button", { name: "Done" }).click();
    await admin.getByRole("button", { name: "Revoke the invitation for late@example.com" }).click();
    await admin.getByText("Invitation for late@example.com revoked").waitFor();
    const guest = await browser.open();
    await guest.goto(link);
    await guest.getByRole("alert").getByText("This invitation is not valid").waitFor();
  });
});

describe("members", () => {
  test("are given roles and removed by the owner; the last owner stays", async () => {
    const owner = await openConsole(await browser.open(), server.url, {
      path: "members",
      email: "owner@example.com",
    });
    const viewer = await openConsole(await browser.open(), server.url, { email: "viewer@example.com" });
    const row = owner.getByRole("row").filter({ hasText: "viewer@example.com" });
    expect(await viewer.getByRole("button", { name: "New tag" }).count()).toBe(0);

    await row.getByRole("combobox").selectOption("admin");
    await expect.poll(() => viewer.getByRole("button", { name: "New tag" }).count()).toBe(1);
    await row.getByRole("combobox").selectOption("viewer");
    await expect.poll(() => viewer.getByRole("button", { name: "New tag" }).count()).toBe(0);

    const own = owner.getByRole("row").filter({ hasText: "owner@example.com" });
    await own.getByRole("combobox").selectOption("agent");
    await owner.getByText("A workspace needs an owner. Make someone else an owner first.").waitFor();
    await expect.poll(() => own.getByRole("combobox").inputValue()).toBe("owner");

    await owner
      .getByRole("button", { name: /^Remove/ })
      .and(row.getByRole("button"))
      .click();
    await expectAccessible(owner);
    await owner.getByRole("alertdialog").getByRole("button", { name: "Remove" }).click();
    await row.waitFor({ state: "detached" });
    await viewer.reload();
    await viewer
      .getByText(/You are in no workspace|There is nothing here/)
      .first()
      .waitFor();
  });
});

describe("a forgotten password", () => {
  test("is set anew by the link in the log, which works once", async () => {
    const page = await browser.open();
    await page.goto(`${server.url}/admin/sign-in`);
    await page.getByRole("link", { name: "Forgot password?" }).click();
    await page.getByRole("heading", { name: "Set a new password" }).waitFor();
    await expectAccessible(page);
    await page.getByLabel("E-mail").fill("agent@example.com");
    await page.getByRole("button", { name: "Send the link" }).click();
    await page.getByRole("heading", { name: "Check your inbox" }).waitFor();
    await expect.poll(() => linkIn(server.log(), "reset-password")).toBeDefined();
    const link = linkIn(server.log(), "reset-password") ?? "";

    await page.goto(link);
    await page.getByLabel("New password").fill("a better password");
    await expectAccessible(page);
    await page.getByRole("button", { name: "Set the password" }).click();
    await page.getByRole("heading", { name: "Sign in" }).waitFor();
    await fillSignIn(page, "agent@example.com", demoPassword);
    await page.getByRole("alert").filter({ hasText: /\S/ }).first().waitFor();
    await fillSignIn(page, "agent@example.com", "a better password");
    await page.getByRole("navigation", { name: "Main" }).waitFor();

    const again = await browser.open();
    await again.goto(link);
    await again.getByLabel("New password").fill("yet another one");
    await again.getByRole("button", { name: "Set the password" }).click();
    await again.getByRole("link", { name: "Ask for a new link" }).waitFor();
    await expectAccessible(again);
  });
});

async function invitationLink(page: Page): Promise<string> {
  return page.getByRole("dialog").getByLabel("Link", { exact: true }).inputValue();
}
