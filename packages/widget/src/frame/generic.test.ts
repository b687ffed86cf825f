import { expect, it, vi } from "vitest";
import { aFrame, site } from "../testing/fake-host.ts";
import { connectGeneric } from "./generic.ts";

const other = "https://other.example.com";

function aConnection(origins?: readonly string[]) {
  const host = aFrame("", origins);
  const tell = connectGeneric(host.frame);
  const { nonce } = (host.posted[0]?.data ?? {}) as { nonce: string }; // safe because a wrong shape fails the tests
  const heard: unknown[] = [];
  function connect(overrides: object = {}, from: { source?: unknown; origin?: string } = {}) {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => void heard.push(data);
    host.deliver(
      { tagdeck: 1, type: "connect", nonce, contact: "crm:1", ...overrides },
      { ports: [port2], ...from },
    );
    return port1;
  }
  return { ...host, tell, nonce, heard, connect };
}

it("says hello to each allowed site by its exact origin, and to the one that it knows it is in alone", () => {
  const { posted, nonce } = aConnection([site, other]);
  expect(nonce).toMatch(/^[\da-f]{32}$/);
  expect(posted).toEqual(
    [site, other].map((origin) => ({ origin, data: { tagdeck: 1, type: "hello", nonce } })),
  );
  expect(aConnection([site]).posted.map(({ origin }) => origin)).toEqual([site]);
});

it.each([
  ["from another window", {}, { source: {} }],
  ["from a site that is not in the list", {}, { origin: other }],
  ["by a nonce that is a guess", { nonce: "0".repeat(32) }, {}],
  ["by something that is no connect", { type: "update" }, {}],
])("takes no channel %s", (_, overrides, from) => {
  const { connect, connected, shown } = aConnection();
  connect(overrides, from);
  expect([connected, shown]).toEqual([[], []]);
});

it("takes up the first channel and no second, and listens to nothing else from then on", async () => {
  const { connect, connected, shown, deliver, posted, heard, nonce } = aConnection();
  const port = connect({ signs: false });
  expect(connected).toEqual([{ site, getToken: undefined }]);
  connect({ contact: "crm:2" });
  deliver({ tagdeck: 1, type: "update", contact: "crm:3" });
  deliver({ tagdeck: 1, type: "call" });
  expect(shown).toEqual([{ contacts: ["crm:1"] }]);
  expect(posted).toHaveLength(1);
  expect(nonce).not.toBe("");
  port.postMessage({ type: "update", contact: null });
  await vi.waitFor(() => expect(shown.at(-1)).toEqual({ contacts: [] }));
  expect(heard).toEqual([{ type: "ready" }]);
});

it("says hello again when a host asks that was not there yet", () => {
  const { deliver, posted } = aConnection();
  deliver({ tagdeck: 1, type: "call" }, { origin: other });
  expect(posted).toHaveLength(1);
  deliver({ tagdeck: 1, type: "call" });
  expect(posted).toHaveLength(2);
  expect(posted[1]).toEqual(posted[0]);
});

it("tells the host of events and of its height, also of the one before the host was there", async () => {
  const { connect, tell, heard } = aConnection();
  tell.resize?.(240);
  connect();
  tell.tell?.("tag-added", { v: 1 });
  tell.resize?.(260);
  await vi.waitFor(() =>
    expect(heard).toEqual([
      { type: "ready" },
      { type: "resize", height: 240 },
      { type: "event", name: "tag-added", detail: { v: 1 } },
      { type: "resize", height: 260 },
    ]),
  );
});

it("asks the host for a token, and fails with a host that has none", async () => {
  const { connect, connected, heard } = aConnection();
  const port = connect({ signs: true });
  const getToken = connected[0]?.getToken ?? expect.fail("the host signs");
  const request = { contact: "crm:1", contacts: ["crm:1"] };
  const [first, second] = [getToken(request), getToken(request)];
  const refused = expect(second).rejects.toThrow("no token");
  await vi.waitFor(() => expect(heard).toHaveLength(3));
  expect(heard[1]).toEqual({ type: "token-request", id: 1, ...request });
  port.postMessage({ type: "token", id: 2, error: "signed out" });
  port.postMessage({ type: "token", id: 1, token: "a.b.c" });
  port.postMessage({ type: "token", id: 99, token: "x" });
  expect(await first).toBe("a.b.c");
  await refused;
});

it("does what the host asks: to read anew, and to open the picker", async () => {
  const { connect, called } = aConnection();
  const port = connect();
  for (const type of ["refresh", "focus", "destroy-everything"]) port.postMessage({ type });
  await vi.waitFor(() => expect(called).toEqual(["refresh", "focus"]));
});
