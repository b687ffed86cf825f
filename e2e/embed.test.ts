import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { signIn, type Api } from "./api.ts";
import { expectAccessible } from "./axe.ts";
import { useBrowser } from "./browser.ts";
import { startHost, type Host } from "./host.ts";
import { startServer, type Server } from "./server.ts";

const browser = useBrowser();
let server: Server;
let api: Api;
let host: Host;

beforeAll(async () => {
  server = await startServer();
  api = await signIn(server.url, "admin@example.com");
  host = await startHost(server.url);
});
afterAll(async () => {
  await host.close();
  await server.stop();
});

// Styles that mean no good, and calls made before the script is there.
const styles = `* { box-sizing: content-box } button, input, li, section { display: none !important; background: red !important }
span { font-size: 60px !important } aside { width: 320px; margin: 20px }`;
const stub = `window.Tagdeck ||= { q: [], mount(...args) { return new Promise((done) => Tagdeck.q.push([args, done])); } };
const getToken = ({ contact }) => fetch("/token?contact=" + encodeURIComponent(contact)).then((answer) => answer.text());
const mount = (place, contact) => Tagdeck.mount(place, { workspace: "demo", contact, getToken });`;

async function openHost(script: string): Promise<Page> {
  host.show(`<!doctype html><html lang="en"><title>Host</title><style>${styles}</style>
    <main><h1>Host</h1></main><aside id="one" aria-label="One"></aside><aside id="two" aria-label="Two"></aside>
    <script>${stub}${script}</script><script src="${server.url}/embed/v1/tagdeck.js" async></script>`);
  const page = await browser.open();
  await page.goto(host.url);
  return page;
}

const mountOne = `mount("#one", "crm:48002").then((handle) => { window.handle = handle; });`;
const chips = (page: Page, within: string) => page.locator(`${within} [part=chip-name]`).allTextContents();

describe("a host that mounts the panel by script", () => {
  test("may call before the script has loaded, hears of every change, and can forbid one", async () => {
    const page = await openHost(`
      window.heard = [];
      for (const name of ["ready", "before-add", "tag-created", "tag-added", "tag-removed", "change"]) {
        addEventListener("tagdeck-" + name, ({ detail }) => heard.push([name, detail.v, detail.contact, detail.tag?.name]));
      }
      addEventListener("tagdeck-before-add", (event) => { if (event.detail.tag.name === "Forbidden") event.preventDefault(); });
      mount("#one", "crm:48002").then(async (handle) => { window.handle = handle; await handle.ready; document.title = "ready"; });`);
    await expect.poll(() => page.title()).toBe("ready");
    const before = await chips(page, "#one");
    expect(before).not.toEqual([]);
    await expectAccessible(page);

    const create = async (name: string) => {
      await page.evaluate("handle.focus()");
      await page.getByRole("combobox").fill(name);
      await page.getByRole("option", { name: `Create “${name}”` }).waitFor();
      await page.keyboard.press("Control+Enter");
    };
    await create("Forbidden");
    await create("From a script");
    await expect.poll(() => chips(page, "#one")).toEqual(["From a script", ...before]);
    await page.getByRole("button", { name: "Remove From a script" }).click();
    await expect.poll(() => chips(page, "#one")).toEqual(before);
    const heard = async () => JSON.parse(await page.evaluate("JSON.stringify(heard)"));
    await expect.poll(heard).toEqual(
      expect.arrayContaining([
        ["ready", 1, "crm:48002", null],
        ["before-add", 1, "crm:48002", "Forbidden"],
        ["before-add", 1, "crm:48002", "From a script"],
        ["tag-created", 1, "crm:48002", "From a script"],
        ["tag-added", 1, "crm:48002", "From a script"],
        ["tag-removed", 1, "crm:48002", "From a script"],
      ]),
    );
    expect(JSON.stringify(await heard())).not.toContain('"tag-added",1,"crm:48002","Forbidden"');
  });

  test("switches contacts and shows the last one chosen, however late the answers come", async () => {
    const page = await openHost(mountOne);
    await page.getByRole("heading", { name: "Daniel O’Connor" }).waitFor();
    await page.route("**/trpc/contacts.get*", async (route) => {
      const late = decodeURIComponent(route.request().url()).includes("crm:41508");
      if (late) await new Promise((done) => page.once("requestfinished", done));
      await route.continue().catch(() => undefined);
    });
    await page.evaluate(`handle.update({ contact: "crm:41508" }); handle.update({ contact: "crm:48377" });`);
    await page.getByRole("heading", { name: "Marco Silva" }).waitFor();
    await page.evaluate(`handle.update({ contact: null })`);
    await page.getByRole("heading", { name: "Choose a conversation" }).waitFor();
    expect(await page.getByRole("heading", { name: "Priya Nair" }).count()).toBe(0);
  });

  test("moves it about without losing it, and is rid of it after destroy", async () => {
    const page = await openHost(mountOne);
    await page.getByRole("heading", { name: "Daniel O’Connor" }).waitFor();
    await page.evaluate(`document.querySelector("#two").append(document.querySelector("tagdeck-panel"))`);
    await page.locator("#two").getByRole("heading", { name: "Daniel O’Connor" }).waitFor();
    const contact = { externalId: "crm:48002" };
    await api.mutate("assignments.change", { contact, create: { name: "After the move" } });
    await expect.poll(() => chips(page, "#two")).toContain("After the move");

    const closed = page.waitForEvent("requestfailed", (request) => request.url().includes("feed.subscribe"));
    await page.evaluate("handle.destroy()");
    await closed;
    const asked: string[] = [];
    page.on("request", (request) => asked.push(request.url()));
    await api.mutate("assignments.change", { contact, create: { name: "After the end" } });
    await page.keyboard.press("l");
    expect(await page.locator("tagdeck-panel").count()).toBe(0);
    expect(asked).toEqual([]);
  });
});

test("two panels on one page keep to their own contacts; the key opens the one used last", async () => {
  const page = await openHost(`mount("#one", "crm:48002"); mount("#two", "crm:41508");`);
  await page.locator("#one").getByRole("heading", { name: "Daniel O’Connor" }).waitFor();
  await page.locator("#two").getByRole("heading", { name: "Priya Nair" }).click();
  await page.keyboard.press("l");
  await page.locator("#two").getByRole("combobox").fill("Only on the second");
  expect(await page.locator("#one").getByRole("combobox").count()).toBe(0);
  await page.keyboard.press("Control+Enter");
  await expect.poll(() => chips(page, "#two")).toContain("Only on the second");
  expect(await chips(page, "#one")).not.toContain("Only on the second");
  await expectAccessible(page);
});
