import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { expectAccessible } from "./axe.ts";
import { useBrowser } from "./browser.ts";
import { startServer, type Server } from "./server.ts";

const browser = useBrowser();
let server: Server;

beforeAll(async () => {
  server = await startServer({ empty: true });
});
afterAll(() => server.stop());

test("without the demo, the printed link makes the first owner and workspace, once", async () => {
  const link = /http:\/\/\S+\/admin\/setup\?token=\S+/.exec(server.log())?.[0] ?? "";
  const page = await browser.open({ timezoneId: "Asia/Taipei" });
  await page.goto(link);
  await page.getByRole("heading", { name: "Set up Tagdeck" }).waitFor();
  await expectAccessible(page);
  await page.getByLabel("Name of the workspace").fill("Harbour Books");
  expect(await page.getByLabel("Address").inputValue()).toBe("harbour-books");
  await page.getByLabel("Your name").fill("Ines Duarte");
  await page.getByLabel("E-mail").fill("ines@example.com");
  await page.getByLabel("Password", { exact: true }).fill("a long password");
  await page.getByRole("button", { name: "Create the workspace" }).click();
  await page.getByText("No tags yet").waitFor();
  await expectAccessible(page);
  expect(page.url()).toBe(`${server.url}/admin/harbour-books/tags`);

  await page.getByRole("button", { name: "Create the first tag" }).click();
  await page.getByRole("dialog").getByLabel("Name").fill("First edition");
  await page.getByRole("button", { name: "Create tag" }).click();
  await page.getByRole("row").filter({ hasText: "First edition" }).waitFor();

  const stranger = await browser.open();
  await stranger.goto(link);
  await stranger.getByRole("alert").getByText("This set-up link is not valid").waitFor();
  await expectAccessible(stranger);
});

test("the secret is kept where only its user can read it, and never printed", () => {
  const file = join(server.folder, "data/secret");
  expect(existsSync(file)).toBe(true);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(server.log()).not.toContain(readFileSync(file, "utf8").trim());
});
