import { afterEach, expect, it, vi } from "vitest";
import { createSessions, tokenFromEndpoint } from "./sessions.ts";
import { createFakeServer } from "./testing/fake-server.ts";

afterEach(() => vi.useRealTimers());

function opened() {
  const server = createFakeServer();
  const { fetch, getToken } = server;
  return {
    server,
    sessions: createSessions({ baseUrl: "http://tags.test", workspace: "acme", getToken, fetch }),
  };
}

it("is asked for once, however many calls begin together", async () => {
  const { server, sessions } = opened();
  const [one, two] = await Promise.all([
    sessions.get(["crm:1"]),
    sessions.get(["crm:1"]),
    sessions.get(["crm:2"]),
  ]);
  expect(one.session).toBe(two.session);
  expect(server.tokens).toBe(2);
});

it("is renewed a minute before it ends", async () => {
  vi.useFakeTimers({ toFake: ["Date"] });
  const { sessions } = opened();
  const { session, expiresAt } = await sessions.get(["crm:1"]);
  vi.setSystemTime(Date.parse(expiresAt) - 61_000);
  expect((await sessions.get(["crm:1"])).session).toBe(session);
  vi.setSystemTime(Date.parse(expiresAt) - 59_000);
  expect((await sessions.get(["crm:1"])).session).not.toBe(session);
});

it("that was refused is forgotten, but not a newer one", async () => {
  const { sessions } = opened();
  const old = sessions.get(["crm:1"]);
  await old;
  sessions.drop(["crm:1"], old);
  const newer = sessions.get(["crm:1"]);
  sessions.drop(["crm:1"], old);
  expect(await sessions.get(["crm:1"])).toBe(await newer);
});

it("that could not be opened is tried anew by the next call", async () => {
  const { server, sessions } = opened();
  server.before = async () => {
    throw server.refuse("workspace_not_found", 404);
  };
  await expect(sessions.get(["crm:1"])).rejects.toMatchObject({ code: "workspace_not_found" });
  server.before = async () => {};
  await expect(sessions.get(["crm:1"])).resolves.toMatchObject({ agent: { id: "ann" } });
});

it.each([
  ["a.b.c\n", "a.b.c"],
  ['{"token":"a.b.c"}', "a.b.c"],
])("reads the host's token from %j", async (body, token) => {
  let asked = "";
  const getToken = tokenFromEndpoint("http://host.test/token?v=1", async (input, init) => {
    asked = `${String(input)} ${init?.credentials}`;
    return new Response(body);
  });
  await expect(getToken({ contact: "crm:1 &", contacts: ["crm:1 &"] })).resolves.toBe(token);
  expect(asked).toBe("http://host.test/token?v=1&contact=crm%3A1+%26 same-origin");
});

it.each([
  [401, "unauthenticated"],
  [403, "unauthenticated"],
  [500, "internal"],
])("takes the host's answer %i for %s", async (status, code) => {
  const getToken = tokenFromEndpoint("/token", async () => new Response("", { status }));
  await expect(getToken({ contact: "crm:1", contacts: ["crm:1"] })).rejects.toMatchObject({ code });
});
