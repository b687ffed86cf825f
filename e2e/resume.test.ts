import { rmSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Contact } from "../packages/core/src/contacts/contact.ts";
import { signIn, type Api } from "./api.ts";
import { useBrowser } from "./browser.ts";
import { openChat } from "./chat.ts";
import { startServer, type Server } from "./server.ts";

const browser = useBrowser();
const contact = { externalId: "crm:47102" };
let server: Server;

beforeAll(async () => {
  server = await startServer();
});
afterAll(async () => {
  await server.end("SIGKILL");
  rmSync(server.folder, { recursive: true, force: true });
});

async function restart(): Promise<Api> {
  server = await startServer({ folder: server.folder, ports: server.ports });
  return signIn(server.url, "admin@example.com");
}
const create = (api: Api, name: string) => api.mutate("assignments.change", { contact, create: { name } });

describe("a panel that is open while the server goes away", () => {
  test("says so, then shows what happened meanwhile and what happens next", async () => {
    const chat = await openChat(await browser.open(), server.demoUrl, { contact: contact.externalId });
    const before = await chat.tags();

    await server.end("SIGKILL");
    await chat.panel.getByText("Reconnecting…").waitFor({ timeout: 15_000 });
    expect(await chat.tags(), "the tags stay readable").toEqual(before);

    const api = await restart();
    await create(api, "While it was away");
    await expect.poll(chat.tags, { timeout: 20_000 }).toContain("While it was away");
    await expect.poll(() => chat.panel.getByText("Reconnecting…").count()).toBe(0);

    await create(api, "When it was back");
    await expect.poll(chat.tags, { timeout: 1_000 }).toContain("When it was back");

    await chat.openPicker();
    await chat.page.keyboard.type("By the same session");
    await chat.page.keyboard.press("Control+Enter");
    await chat.toast.filter({ hasText: "By the same session created and added" }).waitFor();
    const { contact: stored } = await api.query<{ contact: Contact }>("contacts.get", { contact });
    expect(stored.tags.map(({ name }) => name)).toEqual(await chat.tags());
  });
});

describe("stopping", () => {
  test("by SIGTERM is clean and quick although a page holds a stream open", async () => {
    const chat = await openChat(await browser.open(), server.demoUrl, { contact: contact.externalId });
    await expect.poll(chat.tags).toContain("By the same session");
    const started = performance.now();
    expect(await server.end("SIGTERM")).toBe(0);
    expect(performance.now() - started).toBeLessThan(3_000);
  });

  test("keeps the data: a second start finds it and does not seed again", async () => {
    const api = await restart();
    const { contact: kept } = await api.query<{ contact: Contact }>("contacts.get", { contact });
    expect(kept.tags.map(({ name }) => name)).toContain("By the same session");
    expect(server.log()).not.toContain("was made");
  });

  test("by Ctrl+C is clean too when it comes twice, as it does under npm", async () => {
    // One right after the other: a second that comes when all is over would end what is ending anyhow.
    const ended = server.end("SIGINT");
    void server.end("SIGINT");
    expect(await ended).toBe(0);
  });
});
