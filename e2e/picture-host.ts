import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import type { Locator, Page } from "playwright-core";
import type { FakeServer } from "../packages/widget/src/testing/fake-server.ts";
import { pictureServer, type State } from "./picture-states.ts";

const script = join(import.meta.dirname, "../packages/widget/dist/tagdeck.js");

const hostPage = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Host</title>
<style>
  :root { color-scheme: light dark } body { margin: 0; background: light-dark(#fff, #111316) }
  h1 { margin: 0; font: 14px/20px sans-serif } tagdeck-panel { width: 320px; min-height: 400px }
</style><script src="/embed/v1/tagdeck.js"></script><main><h1>Host</h1></main>`;

export type PictureHost = {
  /** Where it listens: host and port. */
  address: string;
  /** What the panel meets from now on; null for a server that cannot be reached. */
  serve: (server: FakeServer | null) => void;
  close: () => void;
};

/** One origin for the page, the panel's script, and the fake server of the panel's unit tests. */
export async function startPictureHost(): Promise<PictureHost> {
  let tagdeck: FakeServer | null = null;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { url = "/", method = "GET", headers } = request;
    if (url === "/") return void response.setHeader("content-type", "text/html; charset=utf-8").end(hostPage);
    if (url === "/embed/v1/tagdeck.js")
      return void response.setHeader("content-type", "text/javascript").end(readFileSync(script));
    if (url.startsWith("/token")) return void response.end(`token-${url}-${Math.random()}`);
    if (!tagdeck) return void response.destroy();
    const gone = new AbortController();
    response.on("close", () => gone.abort());
    const given = new Headers();
    for (const [name, value] of Object.entries(headers))
      if (typeof value === "string") given.set(name, value);
    const body = await text(request);
    const init = { method, headers: given, signal: gone.signal, ...(body && { body }) };
    const { status, body: stream } = await tagdeck.fetch(`http://tags.test${url}`, init);
    response.writeHead(status, { "content-type": stream ? "text/event-stream" : "application/json" });
    for await (const chunk of stream ?? []) response.write(chunk);
    response.end();
  }

  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  // safe because a listening TCP server has an address of this form
  const { port } = server.address() as AddressInfo;
  return {
    address: `127.0.0.1:${port}`,
    serve: (next) => (tagdeck = next),
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** Shows a panel and brings it into a state. */
export async function actOut(page: Page, url: string, host: PictureHost, state: State): Promise<Locator> {
  const { server, marco } = pictureServer(state);
  const served = state.prepare?.(server, marco) !== false;
  host.serve(served ? server : null);
  await page.goto(url);
  const { contact = "crm:48377", locale = "en", shows = "[part=recent] li" } = state;
  await page.evaluate(
    (attributes) => {
      const element = document.createElement("tagdeck-panel");
      for (const [name, value] of Object.entries(attributes))
        if (value !== null) element.setAttribute(name, value);
      document.querySelector("main")?.append(element);
    },
    { workspace: "acme", contact, locale, "token-endpoint": "/token" },
  );
  const panel = page.locator("tagdeck-panel");
  await panel.locator(shows).first().waitFor();
  await state.act?.({ page, panel, field: panel.getByRole("combobox"), server });
  return panel;
}
