import { afterEach, describe, expect, it, vi } from "vitest";
import { createFakeServer } from "./testing/fake-server.ts";
import { gate, openPanel } from "./testing/panel.ts";

type Opened = ReturnType<typeof openPanel>;
const opened: Opened[] = [];
function aServer() {
  const server = createFakeServer();
  for (const contact of ["crm:1", "crm:2", "crm:3"]) server.contact(contact, {}, ["VIP"]);
  const change = (externalId: string, name: string) => {
    const contact = server.contacts.get(externalId) ?? server.contact(externalId);
    server.apply(contact, server.tag(name));
    server.publish(externalId, { contacts: [contact] });
  };
  const follows = () => [...server.streams.values()].map((stream) => stream.follows);
  const subscribed = () => server.calls.filter(({ path }) => path === "feed.subscribe");
  return { server, change, follows, subscribed };
}
function open(server: ReturnType<typeof createFakeServer>, ...contacts: string[]): Opened {
  const panel = openPanel(server);
  opened.push(panel);
  panel.show(...contacts);
  return panel;
}
afterEach(() => {
  for (const { panel } of opened.splice(0)) panel.dispose();
});

describe("the stream of a page", () => {
  it("is one for all panels, whichever contacts they show, and brings each its own", async () => {
    const { server, change, follows, subscribed } = aServer();
    const one = open(server, "crm:1");
    const two = open(server, "crm:2", "crm:3");
    await vi.waitFor(() => expect(follows()).toEqual([["crm:1", "crm:2", "crm:3"]]));
    expect(subscribed()).toHaveLength(1);
    expect(subscribed()[0]?.input.follow?.map(({ session }) => session)).toEqual([0, 1]);
    change("crm:1", "First");
    change("crm:3", "Third");
    await vi.waitFor(() => expect(one.chips()).toEqual(["First", "VIP"]));
    await vi.waitFor(() => expect(two.chips()).toEqual(["Third", "VIP"]));
  });

  it("goes on without who has left, is opened anew for who comes, and ends with the last", async () => {
    const { server, change, follows } = aServer();
    const one = open(server, "crm:1");
    const two = open(server, "crm:2");
    await vi.waitFor(() => expect(follows()).toEqual([["crm:1", "crm:2"]]));
    two.show("crm:3");
    await vi.waitFor(() => expect(follows()).toEqual([["crm:1", "crm:3"]]));
    one.panel.dispose();
    await vi.waitFor(() => expect(follows()).toEqual([["crm:3"]]));
    change("crm:3", "Still heard");
    await vi.waitFor(() => expect(two.chips()).toEqual(["Still heard", "VIP"]));
    two.panel.dispose();
    await vi.waitFor(() => expect(server.streams.size).toBe(0));
  });

  it("misses nothing between a newcomer's read and its place in the stream", async () => {
    const { server, change, follows } = aServer();
    const one = open(server, "crm:1");
    await vi.waitFor(() => expect(follows()).toEqual([["crm:1"]]));
    const answer = gate();
    let asked = false;
    const late: typeof server.fetch = async (input, init) => {
      const response = await server.fetch(input, init);
      if (String(input).includes("contacts.get")) {
        asked = true;
        await answer.opened;
      }
      return response;
    };
    const two = open({ ...server, fetch: late }, "crm:2");
    await vi.waitFor(() => expect(asked).toBe(true));
    change("crm:2", "Missed by the read");
    change("crm:1", "Makes the stream newer");
    await vi.waitFor(() => expect(one.chips()?.[0]).toBe("Makes the stream newer"));
    answer.open();
    await vi.waitFor(() => expect(two.chips()).toEqual(["Missed by the read", "VIP"]));
  });

  it("begins at the oldest place by number, not by letters", async () => {
    const { server, follows, subscribed } = aServer();
    // Reads of two panels that end in the other order than they were made in.
    const cursors = ["1000.3~k9", "999.12~k8"];
    const { fetch } = server;
    const later: typeof fetch = async (input, init) => {
      const response = await fetch(input, init);
      if (!String(input).includes("contacts.get")) return response;
      const { result } = await response.json();
      return Response.json({ result: { data: { ...result.data, cursor: cursors.shift() } } });
    };
    open({ ...server, fetch: later }, "crm:1");
    open({ ...server, fetch: later }, "crm:2");
    await vi.waitFor(() => expect(follows()).toEqual([["crm:1", "crm:2"]]));
    expect(subscribed().at(-1)?.input.cursor).toBe("999.12~k8");
  });

  it("takes twenty panels, and opens another for the next", async () => {
    const { server, follows } = aServer();
    for (let count = 0; count < 21; count += 1) open(server, "crm:1");
    await vi.waitFor(() => expect(follows().map(({ length }) => length)).toEqual([20, 1]));
  });
});

describe("a session of one panel", () => {
  it("that ends is renewed unseen, and the others' are kept", async () => {
    const { server, change, follows } = aServer();
    const one = open(server, "crm:1");
    const two = open(server, "crm:2");
    await vi.waitFor(() => expect(follows()).toEqual([["crm:1", "crm:2"]]));
    const [stream] = server.streams.values();
    const [kept, ended = ""] = stream?.keys ?? [];
    server.endSession(`Bearer ${ended}`);
    await vi.waitFor(() => expect(follows()).toEqual([["crm:1", "crm:2"]]));
    const [again] = server.streams.values();
    expect(again?.keys[0]).toBe(kept);
    expect(again?.keys[1]).not.toBe(ended);
    expect(server.tokens).toBe(3);
    change("crm:2", "Heard");
    await vi.waitFor(() => expect(two.chips()).toEqual(["Heard", "VIP"]));
    expect([...one.names(), ...two.names()]).not.toContain("error");
    expect(one.panel.current.value?.live.value).toBe(true);
  });

  it("that ends with nobody to renew it is told by that panel only, and the others go on", async () => {
    const { server, change, follows } = aServer();
    const one = open(server, "crm:1");
    const two = open({ ...server, getToken: async () => "of another sign-in" }, "crm:2");
    await vi.waitFor(() => expect(follows()).toEqual([["crm:1", "crm:2"]]));
    const [stream] = server.streams.values();
    let refused = 0;
    server.before = async ({ path }) => {
      if (path !== "/embed/session") return;
      refused += 1;
      throw server.refuse("token_invalid", 401, { reason: "unknown_key" });
    };
    server.endSession(`Bearer ${stream?.keys[1]}`);
    await vi.waitFor(() => expect(follows()).toEqual([["crm:1"]]));
    expect(refused).toBe(1);
    expect(two.names()).toEqual(["change", "error", "auth-expired"]);
    expect(two.emitted[1]?.detail).toMatchObject({ code: "token_invalid", reason: "unknown_key" });
    expect(two.panel.current.value?.problem.value?.code).toBe("token_invalid");
    change("crm:1", "Heard");
    await vi.waitFor(() => expect(one.chips()).toEqual(["Heard", "VIP"]));
    expect(one.names()).not.toContain("error");
    server.before = async () => {};
    await two.panel.current.value?.retry();
    await vi.waitFor(() => expect(follows()).toEqual([["crm:1", "crm:2"]]));
  });

  it("that is refused again and again does not press the server", async () => {
    const { server, follows, subscribed } = aServer();
    const one = open(server, "crm:1");
    await vi.waitFor(() => expect(follows()).toEqual([["crm:1"]]));
    server.before = async ({ path }) => {
      if (path === "feed.subscribe") throw server.refuse("session_expired", 401, { session: 0 });
    };
    server.dropStreams();
    await vi.waitFor(() => expect(one.names()).toContain("auth-expired"), 3_000);
    expect(subscribed()).toHaveLength(3);
    expect(server.streams.size).toBe(0);
  });

  it("that cannot be asked for now lets the others go on, and comes back by itself", async () => {
    vi.useFakeTimers();
    const { server, follows } = aServer();
    let down = false;
    const getToken: typeof server.getToken = async (request) => {
      if (down) throw new Error("The token endpoint answered 500.");
      return server.getToken(request);
    };
    open(server, "crm:1");
    const two = open({ ...server, getToken }, "crm:2");
    await vi.advanceTimersByTimeAsync(50);
    expect(follows()).toEqual([["crm:1", "crm:2"]]);
    down = true;
    const [stream] = server.streams.values();
    server.endSession(`Bearer ${stream?.keys[1]}`);
    await vi.advanceTimersByTimeAsync(100);
    expect(follows()).toEqual([["crm:1"]]);
    expect(two.panel.current.value?.live.value).toBe(false);
    down = false;
    await vi.advanceTimersByTimeAsync(2_000);
    expect(follows()).toEqual([["crm:1", "crm:2"]]);
    expect(two.panel.current.value?.live.value).toBe(true);
    vi.useRealTimers();
  });
});
