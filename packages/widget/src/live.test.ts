import { afterEach, describe, expect, it, vi } from "vitest";
import { createFakeServer } from "./testing/fake-server.ts";
import { openPanel } from "./testing/panel.ts";

const opened: ReturnType<typeof openPanel>[] = [];
async function panels(count: number) {
  const server = createFakeServer();
  server.contact("crm:1", { name: "Lin" }, ["Newsletter", "VIP"]);
  for (let made = 0; made < count; made += 1) {
    const panel = openPanel(server);
    opened.push(panel);
    panel.show("crm:1");
  }
  await vi.waitFor(() => expect(server.streams.size).toBe(1));
  const [first = expect.fail(), second = first] = opened;
  return { server, first, second };
}
afterEach(() => {
  for (const { panel } of opened.splice(0)) panel.dispose();
});

describe("the feed", () => {
  it("brings another agent's change, tells the host of it and shows it in the history", async () => {
    const { server, first, second } = await panels(2);
    const refund = server.tag("Refund");
    await first.panel.current.value?.add(refund);
    await vi.waitFor(() => expect(second.chips()).toEqual(["Refund", "VIP", "Newsletter"]));
    await vi.waitFor(() => expect(second.recent()[0]).toBe("Refund added"));
    expect(second.names()).toEqual(["change", "change"]);
    expect(first.names()).toEqual(["change", "before-add", "change", "tag-added"]);
  });

  it("follows a rename, a new colour and a deletion of a tag", async () => {
    const { server, first } = await panels(1);
    const [newsletter = expect.fail(), vip = expect.fail()] = [...server.tags.values()];
    server.publish(null, { tags: [{ ...vip, name: "Gold", color: "#16a34a" }] });
    await vi.waitFor(() => expect(first.chips()).toEqual(["Gold", "Newsletter"]));
    expect(first.panel.current.value?.chips.value[0]?.color).toBe("#16a34a");
    expect(first.recent()[0]).toBe("Gold added");
    server.publish(null, { removedTagIds: [newsletter.id] });
    await vi.waitFor(() => expect(first.chips()).toEqual(["Gold"]));
    expect(first.names()).toEqual(["change", "change", "change"]);
  });

  it("resumes after a drop where it was, and loses nothing", async () => {
    const { server, first } = await panels(1);
    server.publish(null, {});
    await vi.waitFor(() => expect(first.panel.current.value?.live.value).toBe(true));
    server.dropStreams();
    await vi.waitFor(() => expect(first.panel.current.value?.live.value).toBe(false));
    const lin = server.contacts.get("crm:1") ?? expect.fail();
    server.apply(lin, server.tag("Missed"));
    server.publish("crm:1", { contacts: [lin] });
    first.panel.current.value?.wake();
    await vi.waitFor(() => expect(first.chips()).toEqual(["Missed", "VIP", "Newsletter"]));
    await vi.waitFor(() => expect(first.panel.current.value?.live.value).toBe(true));
    const gets = server.calls.filter(({ path }) => path === "contacts.get");
    expect(gets).toHaveLength(1);
  });

  it("reads everything anew when it was away for too long", async () => {
    const { server, first } = await panels(1);
    const lin = server.contacts.get("crm:1") ?? expect.fail();
    server.apply(lin, server.tag("Long ago"));
    server.publish(null, { reset: true });
    await vi.waitFor(() => expect(first.chips()).toEqual(["Long ago", "VIP", "Newsletter"]));
    await vi.waitFor(() => expect(server.streams.size).toBe(1));
  });
});

describe("the session", () => {
  it("is renewed once, unseen, when the server has ended it", async () => {
    const { server, first } = await panels(1);
    server.endSessions();
    await first.panel.current.value?.add(server.tag("Refund"));
    expect(first.chips()).toEqual(["Refund", "VIP", "Newsletter"]);
    expect(server.tokens).toBe(2);
    expect(first.names()).not.toContain("auth-expired");
  });

  it("that cannot be renewed is told to the host, and trying again brings the panel back", async () => {
    const { server, first } = await panels(1);
    server.endSessions();
    server.before = async ({ path }) => {
      if (path === "/embed/session") throw server.refuse("token_invalid", 401);
    };
    const model = first.panel.current.value ?? expect.fail();
    await model.add(server.tag("Refund"));
    expect(first.names()).toContain("auth-expired");
    expect(model.problem.value?.code).toBe("token_invalid");
    server.before = async () => {};
    await model.retry();
    expect(model.problem.value).toBeNull();
    expect(first.chips()).toEqual(["VIP", "Newsletter"]);
  });

  it("that ends with nobody to renew it is told while the panel only listens", async () => {
    const { server, first } = await panels(1);
    server.endSessions();
    server.before = async ({ path }) => {
      if (path === "/embed/session") throw server.refuse("token_invalid", 401);
    };
    server.dropStreams();
    await vi.waitFor(() => expect(first.names()).toEqual(["change", "error", "auth-expired"]));
    expect(first.panel.current.value?.problem.value?.code).toBe("token_invalid");
  });

  it("is asked for again with a new token when the host handed out an old one", async () => {
    const server = createFakeServer();
    server.contact("crm:1", {}, ["VIP"]);
    let refused = false;
    server.before = async ({ path }) => {
      if (path !== "/embed/session" || refused) return;
      refused = true;
      throw server.refuse("token_replayed", 401);
    };
    const panel = openPanel(server);
    opened.push(panel);
    panel.show("crm:1");
    await vi.waitFor(() => expect(panel.chips()).toEqual(["VIP"]));
    expect(server.tokens).toBe(2);
  });

  it("is refused for a foreign site, and the panel says so", async () => {
    const server = createFakeServer();
    server.before = async () => {
      throw server.refuse("origin_not_allowed", 403);
    };
    const panel = openPanel(server);
    opened.push(panel);
    panel.show("crm:1");
    await vi.waitFor(() => expect(panel.panel.current.value?.problem.value?.code).toBe("origin_not_allowed"));
    expect(panel.names()).toEqual(["error"]);
    expect(panel.panel.ready.value).toBe(false);
  });

  it("tells a site that is not allowed from a server that is away", async () => {
    const server = createFakeServer();
    let away = true;
    // As a browser rejects both: without a reason.
    const fetch: typeof server.fetch = async (input, init) => {
      if (init?.mode === "no-cors" && !away) return new Response();
      throw new TypeError(`Failed to fetch ${String(input)}`);
    };
    const panel = openPanel({ ...server, fetch });
    opened.push(panel);
    panel.show("crm:1");
    await vi.waitFor(() => expect(panel.panel.current.value?.problem.value?.code).toBe("offline"));
    away = false;
    await panel.panel.current.value?.retry();
    expect(panel.panel.current.value?.problem.value?.code).toBe("origin_not_allowed");
  });
});
