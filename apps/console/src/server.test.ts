import { decodeJwt, decodeProtectedHeader, jwtVerify } from "jose";
import { describe, expect, test } from "vitest";
import { knownContacts, newContact } from "./contacts.ts";
import { createDemoConsole } from "./server.ts";

const secret = "a-secret-of-the-shop-that-stays-on-its-server";
const app = createDemoConsole({
  tagdeckUrl: "http://tags.example:3000/",
  workspace: "demo",
  kid: "k1",
  secret,
});

const askFor = (contact: string, cookie = "demo_console_agent=mia") =>
  app.request(`/api/tagdeck-token?contact=${encodeURIComponent(contact)}`, { headers: { cookie } });

async function tokenOf(response: Response): Promise<string> {
  const { token }: { token?: unknown } = JSON.parse(await response.text());
  return String(token);
}

describe("the token endpoint", () => {
  test("signs who is asking and the one contact on screen", async () => {
    const response = await askFor("crm:48213");
    const { payload, protectedHeader } = await jwtVerify(
      await tokenOf(response),
      new TextEncoder().encode(secret),
      { audience: "tagdeck-embed", algorithms: ["HS256"], requiredClaims: ["iat", "exp", "jti"] },
    );

    expect(response.headers.get("cache-control")).toBe("no-store");
    expect(protectedHeader).toEqual({ alg: "HS256", kid: "k1" });
    expect(payload).toMatchObject({ sub: "mia", name: "Mia Chen", role: "agent", contacts: ["crm:48213"] });
    expect(payload["contact"]).toEqual(knownContacts.find(({ externalId }) => externalId === "crm:48213"));
    expect((payload.exp ?? Infinity) - (payload.iat ?? 0)).toBeLessThanOrEqual(600);
  });

  test("signs all contacts that are selected, or none", async () => {
    const selected = await app.request("/api/tagdeck-token?contact=crm:48213&contact=crm:48377", {
      headers: { cookie: "demo_console_agent=mia" },
    });
    expect(decodeJwt(await tokenOf(selected))["contacts"]).toEqual(["crm:48213", "crm:48377"]);
    const withStranger = await app.request("/api/tagdeck-token?contact=crm:48213&contact=crm:40112", {
      headers: { cookie: "demo_console_agent=mia" },
    });
    expect(withStranger.status).toBe(403);
  });

  test("never gives the same token id twice", async () => {
    const ids = new Set<unknown>();
    for (let i = 0; i < 5; i += 1) ids.add(decodeJwt(await tokenOf(await askFor("crm:48213"))).jti);
    expect(ids.size).toBe(5);
  });

  test("speaks of a contact that Tagdeck has never heard of", async () => {
    const token = await tokenOf(await askFor(newContact.externalId));
    expect(decodeProtectedHeader(token).kid).toBe("k1");
    expect(decodeJwt(token)["contact"]).toEqual(newContact);
  });

  test.each([
    ["kenji", "agent"],
    ["tom", "viewer"],
  ])("gives %s the role %s", async (id, role) => {
    const response = await askFor("crm:48213", `demo_console_agent=${id}`);
    expect(decodeJwt(await tokenOf(response))).toMatchObject({ sub: id, role });
  });

  test.each(["", "demo_console_agent=owner", "demo_console_agent="])(
    "refuses somebody who is not signed in (%j)",
    async (cookie) => {
      expect((await askFor("crm:48213", cookie)).status).toBe(401);
    },
  );

  test.each(["crm:40112", "", "crm:48213/", "__proto__"])(
    "refuses %j, with whom there is no conversation",
    async (contact) => {
      expect((await askFor(contact)).status).toBe(403);
    },
  );

  test("takes agent and role from nowhere but the sign-in", async () => {
    const response = await app.request("/api/tagdeck-token?contact=crm:48213&role=admin&sub=owner", {
      headers: { cookie: "demo_console_agent=tom" },
    });
    expect(decodeJwt(await tokenOf(response))).toMatchObject({ sub: "tom", role: "viewer" });
  });
});

describe("the demo sign-in", () => {
  const signIn = (agent: string, origin = "http://localhost") =>
    app.request("/sign-in", { method: "POST", body: new URLSearchParams({ agent }), headers: { origin } });

  test("signs the first visitor in as Mia Chen", async () => {
    const cookie = (await app.request("/")).headers.get("set-cookie") ?? "";
    expect(cookie).toMatch(/^demo_console_agent=mia;/);
    expect(cookie).toMatch(/HttpOnly/);
    const data: unknown = await (await app.request("/data.json", { headers: { cookie } })).json();
    expect(data).toMatchObject({ agent: { name: "Mia Chen" } });
  });

  test("changes to another agent", async () => {
    const response = await signIn("kenji");
    expect(response.status).toBe(303);
    expect(response.headers.get("set-cookie")).toMatch(/^demo_console_agent=kenji;/);
  });

  test("knows nobody else", async () => {
    expect((await signIn("owner")).status).toBe(400);
  });

  test("is not open to a form of another site", async () => {
    expect((await signIn("kenji", "https://evil.example")).status).toBe(403);
  });
});

test("has at least 12 conversations, latest first, and tells the page no more of a contact than it shows", async () => {
  const response = await app.request("/data.json", { headers: { cookie: "demo_console_agent=mia" } });
  const body = await response.text();
  const { conversations }: { conversations: { messages: { minutesAgo: number }[] }[] } = JSON.parse(body);

  expect(conversations.length).toBeGreaterThanOrEqual(12);
  const ages = conversations.map(({ messages }) => messages.at(-1)?.minutesAgo ?? Infinity);
  expect(ages).toEqual(ages.toSorted((a, b) => a - b));
  expect(body).not.toContain("@example.com");
  for (const { messages } of conversations) {
    const times = messages.map(({ minutesAgo }) => minutesAgo);
    expect(messages.length).toBeGreaterThanOrEqual(3);
    expect(times).toEqual(times.toSorted((a, b) => b - a));
  }
});
