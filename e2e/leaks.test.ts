import type { CDPSession, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { mount as mountPanel } from "../packages/widget/src/mount.ts";
import { useBrowser } from "./browser.ts";
import { startHost, type Host } from "./host.ts";
import { openPanelPage } from "./panel-page.ts";
import { startServer, type Server } from "./server.ts";

const browser = useBrowser();
let server: Server;
let host: Host;

beforeAll(async () => {
  server = await startServer();
  host = await startHost(server.url);
});
afterAll(async () => {
  await host.close();
  await server.stop();
});

/** What the page has asked the browser for and not got rid of: timers, frames, requests. Runs before any script. */
function watchPage(): void {
  const held = { timers: new Set<number>(), requests: 0 };
  const { setTimeout: after, setInterval: every, fetch: ask } = window;
  const { clearTimeout: forget, clearInterval: end } = window;
  Object.assign(window, {
    held,
    setTimeout(run: () => void, ms?: number) {
      const id = after(() => {
        held.timers.delete(id);
        run();
      }, ms);
      held.timers.add(id);
      return id;
    },
    setInterval(run: () => void, ms?: number) {
      const id = every(run, ms);
      held.timers.add(id);
      return id;
    },
    clearTimeout(id: number) {
      held.timers.delete(id);
      forget(id);
    },
    clearInterval(id: number) {
      held.timers.delete(id);
      end(id);
    },
    // Until the whole answer is there: of a stream, until it is given up.
    async fetch(...call: Parameters<typeof fetch>) {
      held.requests += 1;
      try {
        const answer = await ask(...call);
        if (!answer.body) return answer;
        const [mine, theirs] = answer.body.tee();
        held.requests += 1;
        const settle = () => (held.requests -= 1);
        void mine.pipeTo(new WritableStream()).then(settle, settle);
        return new Response(theirs, answer);
      } finally {
        held.requests -= 1;
      }
    },
  });
}

/** Panels of which each is destroyed at another moment of its life, by the handle or with its place. */
async function livePanels(rounds: number): Promise<void> {
  const until = async <Found>(find: () => Found | null | undefined | false): Promise<Found> => {
    for (;;) {
      const found = find();
      if (found) return found;
      await new Promise(requestAnimationFrame);
    }
  };
  const getToken = async ({ contact }: { contact: string }) =>
    (await fetch(`/token?contact=${encodeURIComponent(contact)}`)).text();
  const place = await until(() => document.querySelector("#place"));
  // safe because the panel's script puts just this there
  const { mount } = await until(() => (window as { Tagdeck?: { mount: typeof mountPanel } }).Tagdeck);

  const moments = ["loading", "shown", "picking", "searching", "said", "telling", "switching", "signed out"];
  for (let round = 0; round < rounds; round += 1) {
    for (const moment of moments) {
      const asked = moment === "signed out" ? () => Promise.reject(new Error("no")) : getToken;
      const handle = mount(place, { workspace: "demo", contact: "crm:48002", getToken: asked });
      handle.on("change", () => {});
      const root = await until(() => document.querySelector("tagdeck-panel")?.shadowRoot);
      const find = <Kind extends HTMLElement>(selector: string) =>
        until(() => root.querySelector<Kind>(selector));
      if (moment === "signed out") await find("[part=error]");
      else if (moment !== "loading") await live(moment);
      if (round % 2 === 0) handle.destroy();
      else place.replaceChildren();

      async function live(what: string): Promise<void> {
        await find("[part=recent] li");
        if (what === "shown") return;
        if (what === "switching") return handle.update({ contact: "crm:41508" });
        if (what === "telling") {
          (await find(".td-chip-open")).click();
          await find("[part=detail] li");
          return;
        }
        handle.focus();
        const field = await find<HTMLInputElement>("input");
        await find("[role=option]");
        if (what === "picking") return;
        field.value = `Leak ${Math.random()}`;
        field.dispatchEvent(new InputEvent("input", { bubbles: true, composed: true }));
        await find("mark, .td-option-create");
        if (what === "searching") return;
        field.dispatchEvent(
          new KeyboardEvent("keydown", { key: "Enter", ctrlKey: true, bubbles: true, composed: true }),
        );
        await find("[part=toast]");
      }
    }
  }
}

async function inspect(page: Page, devtools: CDPSession) {
  await devtools.send("HeapProfiler.collectGarbage");
  const { result } = await devtools.send("Runtime.evaluate", {
    expression: `customElements.get("tagdeck-panel").prototype`,
    objectGroup: "inspected",
  });
  const { objects } = await devtools.send("Runtime.queryObjects", {
    prototypeObjectId: result.objectId ?? "",
    objectGroup: "inspected",
  });
  const panels = await devtools.send("Runtime.callFunctionOn", {
    objectId: objects.objectId ?? "",
    functionDeclaration: "function () { return this.length; }",
  });
  await devtools.send("Runtime.releaseObjectGroup", { objectGroup: "inspected" });
  const { metrics } = await devtools.send("Performance.getMetrics");
  const metric = (wanted: string) => metrics.find(({ name }) => name === wanted)?.value;
  return {
    panels: Number(panels.result.value),
    nodes: metric("Nodes"),
    listeners: metric("JSEventListeners"),
    held: await page.evaluate("({ timers: held.timers.size, requests: held.requests })"),
  };
}

test("after destroy() nothing is left: no element, node, listener, timer or request", async () => {
  const page = await browser.open();
  await page.addInitScript(watchPage);
  await openPanelPage(page, host, server.url, { body: `<div id="place"></div>` });
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Performance.enable");
  const nothing = { panels: 0, held: { timers: 0, requests: 0 } };

  // The first panels fill what is kept for good: the style sheet, the patterns, the browser's own caches.
  await page.evaluate(livePanels, 1);
  await expect.poll(() => inspect(page, devtools)).toMatchObject(nothing);
  const before = await inspect(page, devtools);
  await page.evaluate(livePanels, 3);
  await expect.poll(() => inspect(page, devtools)).toEqual(before);
});
