import { createHmac, randomUUID } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { signIn } from "./api.ts";

export type Host = {
  url: string;
  /** What its pages hold from now on, and the headers they come with. */
  show: (body: string, headers?: Readonly<Record<string, string>>) => void;
  close: () => Promise<void>;
};

/** The host's own customers, by the id that the demo workspace knows them by. */
const customers = new Map([
  ["crm:48002", "Daniel O’Connor"],
  ["crm:41508", "Priya Nair"],
  ["crm:48377", "Marco Silva"],
  ["crm:20001", "ليلى الخطيب"],
  ["crm:20002", "נועה לוי"],
  ["crm:46650", "Maximiliane-Friederike von Hohenstein-Langenscheidt zu Wolfenbüttel"],
]);

type Key = { key: { kid: string }; secret: string };

/** A host app of another make, set up as its owner would do it: a key, an origin, an endpoint that signs. */
export async function startHost(tagdeckUrl: string): Promise<Host> {
  const owner = await signIn(tagdeckUrl, "owner@example.com");
  const { key, secret } = await owner.mutate<Key>("embed.createKey", { alg: "HS256" });
  let body = "";
  let headers: Readonly<Record<string, string>> = {};
  const server = createServer(({ url = "/" }, response) => {
    const contact = new URL(url, "http://host").searchParams.get("contact");
    if (url.startsWith("/token")) return response.end(sign(key.kid, secret, contact ?? ""));
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    return response.setHeader("content-type", "text/html; charset=utf-8").end(body);
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  // safe because a listening TCP server has an address of this form
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  await owner.mutate("embed.addOrigin", { origin: url });

  const close = () => {
    server.closeAllConnections();
    return new Promise<void>((closed) => server.close(() => closed()));
  };
  const show: Host["show"] = (next, sent = {}) => {
    body = next;
    headers = sent;
  };
  return { url, show, close };
}

// By hand, so that a token is seen to be what the documentation says and not what a library makes of it.
function sign(kid: string, secret: string, externalId: string): string {
  const now = Math.floor(Date.now() / 1_000);
  const contact = { externalId, name: customers.get(externalId) };
  const claims = { sub: "ann", name: "Ann", role: "agent", contact, jti: randomUUID(), iat: now };
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const signed = `${part({ alg: "HS256", typ: "JWT", kid })}.${part({ ...claims, aud: "tagdeck-embed", exp: now + 120 })}`;
  return `${signed}.${createHmac("sha256", secret).update(signed).digest("base64url")}`;
}
