import { generateKeyPairSync, randomUUID, sign } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { signIn } from "./api.ts";

/** A site on an origin of its own, with pages by their paths. */
export type Site = { url: string; pages: Map<string, () => string>; close: () => Promise<void> };

export async function startSite(): Promise<Site> {
  const pages = new Map<string, () => string>();
  const server = createServer(({ url = "/" }, response) => {
    const page = pages.get(new URL(url, "http://site").pathname);
    response.statusCode = page ? 200 : 404;
    response.setHeader("content-type", "text/html; charset=utf-8").end(page?.() ?? "");
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  // safe because a listening TCP server has an address of this form
  const { port } = server.address() as AddressInfo;
  const close = () => {
    server.closeAllConnections();
    return new Promise<void>((closed) => server.close(() => closed()));
  };
  return { url: `http://127.0.0.1:${port}`, pages, close };
}

export async function allow(tagdeckUrl: string, origin: string): Promise<void> {
  const owner = await signIn(tagdeckUrl, "owner@example.com");
  await owner.mutate("embed.addOrigin", { origin });
}

const html = (body: string) => `<!doctype html><html lang="en"><title>Host</title>
  <main><h1>Host</h1>${body}</main>`;

export type Host = { tagdeck: string; host: string; query?: string };
const frameUrl = ({ tagdeck, host, query = "" }: Host) =>
  `${tagdeck}/embed/frame?workspace=demo&host=${host}${query}`;

/** A host of one's own: a frame, our script, and what the test gives to `connect`. */
export const genericHost = (tagdeck: string, options: string) =>
  html(`<iframe title="Tags" width="340" height="200" src="${frameUrl({ tagdeck, host: "generic" })}"></iframe>
  <script src="${tagdeck}/embed/v1/frame-host.js"></script>
  <script>
    window.heard = [];
    const onEvent = (name, detail) => heard.push([name, detail.contact, detail.tag?.name ?? null]);
    const getToken = async ({ contacts }) =>
      (await fetch("/token?" + new URLSearchParams(contacts.map((id) => ["contact", id])))).text();
    window.handle = TagdeckFrame.connect(document.querySelector("iframe"), { origin: "${tagdeck}", onEvent, ${options} });
  </script>`);

/** A host that speaks the protocol by hand, well and badly. */
export const rawHost = (tagdeck: string) =>
  html(`<iframe title="Tags" width="340" height="500" src="${frameUrl({ tagdeck, host: "generic" })}"></iframe>
  <script>
    window.hellos = [];
    window.said = [];
    addEventListener("message", ({ data, origin }) => {
      if (data?.type === "hello") hellos.push({ origin, ...data });
    });
    window.connect = (nonce, contact) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = ({ data }) => said.push([contact, data.type]);
      const message = { tagdeck: 1, type: "connect", nonce, signs: false, contact };
      document.querySelector("iframe").contentWindow.postMessage(message, "${tagdeck}", [port2]);
      return port1;
    };
  </script>`);

/** Sends its parent's first frame what a host would send, from a site that is none. */
export const intruder = (tagdeck: string) =>
  html(`<script>
    addEventListener("message", ({ data }) => {
      const { port2 } = new MessageChannel();
      const message = { tagdeck: 1, type: "connect", nonce: data, signs: false, contact: "crm:48002" };
      parent.frames[0].postMessage(message, "${tagdeck}", [port2]);
      parent.frames[0].postMessage(JSON.stringify({ event: "appContext", data: { contact: { id: 1 } } }), "${tagdeck}");
      document.title = "sent";
    });
  </script>`);

/** Chatwoot, as its dashboard shows a dashboard app: the context at load, when asked, and with each conversation. */
export const chatwoot = (tagdeck: string, query = "") =>
  html(`<iframe title="Tags" width="360" height="600" src="${frameUrl({ tagdeck, host: "chatwoot", query })}"></iframe>
  <script>
    const frame = document.querySelector("iframe");
    window.contact = { id: 12, name: "Rosa", identifier: "crm:48002" };
    const send = () => {
      const data = {
        conversation: { id: 5, meta: { sender: contact } }, contact,
        currentAgent: { id: 3, name: "Not to be believed", email: "owner@example.com" },
      };
      frame.contentWindow.postMessage(JSON.stringify({ event: "appContext", data }), "*");
    };
    window.show = (next) => { window.contact = next; send(); };
    frame.addEventListener("load", send);
    window.onmessage = ({ data }) => { if (data === "chatwoot-dashboard-app:fetch-info") send(); };
  </script>`);

/** Front, as its plugin SDK (1.10) meets it: a port by a handshake, contexts over it, and a sandbox without windows. */
export const front = (tagdeck: string) =>
  html(`<iframe title="Tags" width="360" height="600" sandbox="allow-scripts allow-same-origin allow-forms"
    src="${frameUrl({ tagdeck, host: "front" })}"></iframe>
  <script>
    window.opened = [];
    let port = null;
    let last = 0;
    window.show = (context) => port.postMessage({
      type: "context_update",
      context: { id: String(++last), teammate: { id: "tea_1" }, functionArities: { openUrl: 2 }, ...context },
    });
    addEventListener("message", ({ data, ports }) => {
      if (data !== "@frontapp/ui-sdk#WebViewBridge.handshake") return;
      port = ports[0];
      port.onmessage = ({ data }) => {
        if (data.type !== "function_call") return;
        if (data.name === "openUrl") opened.push(data.args[0]);
        port.postMessage({ type: "function_result", id: data.id, value: undefined });
      };
      show({ type: "noConversation" });
    });
  </script>`);

const audience = "https://acme.zendesk.com/api/v2/apps/installations/42.json";

/** Zendesk: signs with the key of the app, loads it by a form, and speaks the Zendesk App Framework's messages. */
export async function setUpZendesk(tagdeckUrl: string) {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2_048 });
  const owner = await signIn(tagdeckUrl, "owner@example.com");
  const pem = publicKey.export({ type: "spki", format: "pem" });
  await owner.mutate("embed.setZendesk", { publicKey: pem, audience });

  function token(): string {
    const now = Math.floor(Date.now() / 1_000);
    const claims = {
      iss: "acme.zendesk.com",
      aud: audience,
      sub: "https://acme.zendesk.com/api/v2/users/7001.json",
      iat: now,
      nbf: now,
      exp: now + 120,
      qsh: randomUUID(),
      context: { product: "support", location: "ticket_sidebar" },
    };
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
    const signed = `${part({ alg: "RS256", typ: "JWT" })}.${part(claims)}`;
    return `${signed}.${sign("sha256", Buffer.from(signed), privateKey).toString("base64url")}`;
  }
  return (site: string, given: string = token()) =>
    html(`<iframe title="Tags" name="app" width="320" height="80"></iframe>
    <form method="post" target="app"
      action="${frameUrl({ tagdeck: tagdeckUrl, host: "zendesk", query: `&origin=${encodeURIComponent(site)}&app_guid=a1b2` })}">
      <input type="hidden" name="token" value="${given}">
    </form>
    <script>
      const frame = document.querySelector("iframe");
      window.requester = { id: 9001, name: "Lena", email: "lena@example.com", externalId: null };
      let subscribed = false;
      const send = (message) => frame.contentWindow.postMessage(JSON.stringify(message), "${tagdeckUrl}");
      window.show = (next) => {
        window.requester = next;
        if (subscribed) send({ key: "zaf.ticket.requester.id.changed", message: next.id });
      };
      addEventListener("message", ({ data }) => {
        const { id, key, request, params, appGuid } = JSON.parse(data);
        if (appGuid !== "a1b2") return;
        if (key === "iframe.handshake") send({ key: "zaf.app.registered", message: { context: {}, metadata: {} } });
        if (key === "iframe.on:ticket.requester.id.changed") subscribed = true;
        if (request === "get") send({ id, result: { errors: {}, "ticket.requester": requester } });
        if (request === "invoke") {
          frame.style.height = params.resize[0].height;
          send({ id, result: { errors: {} } });
        }
      });
      document.forms[0].submit();
    </script>`);
}
