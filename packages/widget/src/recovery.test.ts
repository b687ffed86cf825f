import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createFakeServer } from "./testing/fake-server.ts";
import { openPanel } from "./testing/panel.ts";

type Opened = ReturnType<typeof openPanel>;
const opened: Opened[] = [];
function open(server = createFakeServer()): Opened {
  server.contact("crm:1", { name: "Lin" }, ["Newsletter", "VIP"]);
  const panel = openPanel(server);
  opened.push(panel);
  panel.show("crm:1");
  return panel;
}
const gets = ({ server }: Opened) => server.calls.filter(({ path }) => path === "contacts.get").length;
/** Lets what is under way arrive, and the page's stream open. */
const settled = () => vi.advanceTimersByTimeAsync(50);

beforeEach(() => vi.useFakeTimers());
afterEach(() => {
  for (const { panel } of opened.splice(0)) panel.dispose();
  vi.useRealTimers();
});

describe("a panel that nobody sees", () => {
  it("ends its stream after half a minute, and reads everything anew when it is seen again", async () => {
    const panel = open();
    const { server } = panel;
    await settled();
    expect(server.streams.size).toBe(1);
    panel.panel.hide(true);
    await vi.advanceTimersByTimeAsync(29_000);
    expect(server.streams.size).toBe(1);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(server.streams.size).toBe(0);

    const lin = server.contacts.get("crm:1") ?? expect.fail();
    server.apply(lin, server.tag("Meanwhile"));
    panel.panel.hide(false);
    await settled();
    expect(panel.chips()).toEqual(["Meanwhile", "VIP", "Newsletter"]);
    expect(server.streams.size).toBe(1);
  });

  it("keeps its stream when the glance elsewhere was short", async () => {
    const panel = open();
    await settled();
    panel.panel.hide(true);
    await vi.advanceTimersByTimeAsync(20_000);
    panel.panel.hide(false);
    await vi.advanceTimersByTimeAsync(15_000);
    expect(panel.server.streams.size).toBe(1);
    expect(gets(panel)).toBe(1);
  });

  it("ends the stream of a contact that was chosen meanwhile, too", async () => {
    const panel = open();
    await settled();
    panel.panel.hide(true);
    await vi.advanceTimersByTimeAsync(31_000);
    panel.show("crm:2");
    await settled();
    expect(panel.server.streams.size).toBe(1);
    await vi.advanceTimersByTimeAsync(31_000);
    expect(panel.server.streams.size).toBe(0);
  });
});

describe("a panel that could not read the contact", () => {
  it("tries again by itself, less and less often, until the server is back", async () => {
    const server = createFakeServer();
    let away = true;
    server.before = async () => {
      if (away) throw server.refuse("internal", 500);
    };
    const panel = open(server);
    await settled();
    expect(panel.panel.current.value?.problem.value?.code).toBe("internal");
    await vi.advanceTimersByTimeAsync(15_500);
    expect(server.calls.filter(({ path }) => path === "/embed/session")).toHaveLength(5);
    away = false;
    await vi.advanceTimersByTimeAsync(16_000);
    expect(panel.chips()).toEqual(["VIP", "Newsletter"]);
    expect(panel.panel.current.value?.problem.value).toBeNull();
  });

  it("does not press a server that refuses it for good", async () => {
    const server = createFakeServer();
    server.before = async () => {
      throw server.refuse("origin_not_allowed", 403);
    };
    open(server);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(server.calls).toHaveLength(1);
  });

  it("keeps what it shows when it is told to read anew and cannot", async () => {
    const panel = open();
    const { server } = panel;
    await settled();
    server.before = async ({ path }) => {
      if (path === "contacts.get") throw server.refuse("internal", 500);
    };
    void panel.panel.current.value?.load();
    await settled();
    expect(panel.chips()).toEqual(["VIP", "Newsletter"]);
    expect(panel.panel.current.value?.live.value).toBe(false);
    expect(panel.notice()).toBeNull();
    server.before = async () => {};
    await vi.advanceTimersByTimeAsync(1_500);
    expect(panel.panel.current.value?.live.value).toBe(true);
  });
});

describe("a server that does not answer at all", () => {
  it("is given up after half a minute: what is lost is named, what waited goes through", async () => {
    const panel = open();
    const { server } = panel;
    await settled();
    const model = panel.panel.current.value ?? expect.fail();
    let silent = true;
    server.before = ({ path }) =>
      silent && path === "assignments.change" ? new Promise(() => {}) : Promise.resolve();
    const [lost, next] = [server.tag("Lost"), server.tag("Next")];
    void model.add(lost);
    void model.add(next);
    await vi.advanceTimersByTimeAsync(29_000);
    expect(panel.chips()).toEqual(["Next…", "Lost…", "VIP", "Newsletter"]);
    silent = false;
    await vi.advanceTimersByTimeAsync(1_100);
    expect(panel.chips()).toEqual(["Next", "VIP", "Newsletter"]);
    expect(panel.emitted.filter(({ name }) => name === "error")).toMatchObject([
      { detail: { code: "offline", retryable: true } },
    ]);
  });

  it("is no site that is not allowed", async () => {
    const server = createFakeServer();
    server.before = ({ path }) => (path === "/embed/session" ? new Promise(() => {}) : Promise.resolve());
    const panel = open(server);
    await vi.advanceTimersByTimeAsync(30_500);
    expect(panel.panel.current.value?.problem.value?.code).toBe("offline");
    server.before = async () => {};
    await vi.advanceTimersByTimeAsync(2_000);
    expect(panel.chips()).toEqual(["VIP", "Newsletter"]);
  });
});

describe("a panel whose sign-in has ended", () => {
  it("keeps the contact in view, tells what is open when it is back, and comes back when it is seen", async () => {
    const panel = open();
    const { server } = panel;
    await settled();
    const model = panel.panel.current.value ?? expect.fail();
    let told = 0;
    model.watchTags(() => (told += 1));
    server.endSessions();
    server.before = async ({ path }) => {
      if (path === "/embed/session") throw server.refuse("token_invalid", 401);
    };
    await expect(model.suggest("vip", new AbortController().signal, 50)).rejects.toThrow("token_invalid");
    expect(model.problem.value?.code).toBe("token_invalid");
    expect(panel.chips()).toEqual(["VIP", "Newsletter"]);
    server.before = async () => {};
    panel.panel.hide(false);
    await settled();
    expect(model.problem.value).toBeNull();
    expect(told).toBe(1);
  });
});
