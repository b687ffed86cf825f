import { rmSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startPostgres } from "../packages/api/src/testing/postgres.ts";
import { useBrowser } from "./browser.ts";
import { openChat } from "./chat.ts";
import { contactCount, deleteTag, openConsole, renameTag, tagRow } from "./console.ts";
import { startServer, type Server } from "./server.ts";

const browser = useBrowser();
let postgres: Awaited<ReturnType<typeof startPostgres>>;
let server: Server;

beforeAll(async () => {
  postgres = await startPostgres();
  server = await startServer({ databaseUrl: postgres.url });
});
afterAll(async () => {
  await server.stop();
  await postgres.stop();
  rmSync(server.folder, { recursive: true, force: true });
});

test("on PostgreSQL a newcomer creates a tag in the chat, sees it counted, renames, deletes and undoes", async () => {
  const page = await openConsole(await browser.open(), server.url);
  const chat = await openChat(await browser.open(), server.demoUrl, { contact: "web:7f3a91" });
  await chat.openPicker();
  await chat.page.keyboard.type("Wants a call");
  await chat.page.keyboard.press("Control+Enter");
  await chat.toast.filter({ hasText: "Wants a call created and added" }).waitFor();
  await page.getByRole("searchbox", { name: "Search tags" }).fill("Wants");
  await tagRow(page, "Wants a call").waitFor();
  await expect.poll(() => contactCount(page, "Wants a call")).toBe(1);

  await renameTag(page, "Wants a call", "回電");
  await page.getByRole("searchbox", { name: "Search tags" }).fill("回");
  await expect.poll(chat.tags, { timeout: 2_000 }).toEqual(["回電"]);

  await deleteTag(page, "回電");
  await expect.poll(chat.tags, { timeout: 2_000 }).toEqual([]);
  await page.locator(".toast", { hasText: "deleted" }).getByRole("button", { name: "Undo" }).click();
  await expect.poll(chat.tags, { timeout: 2_000 }).toEqual(["回電"]);
  expect(await contactCount(page, "回電")).toBe(1);
});

test("and finds it all after a restart", async () => {
  await server.end("SIGTERM");
  server = await startServer({ databaseUrl: postgres.url, folder: server.folder, ports: server.ports });
  const chat = await openChat(await browser.open(), server.demoUrl, { contact: "web:7f3a91" });
  expect(await chat.tags()).toEqual(["回電"]);
});
