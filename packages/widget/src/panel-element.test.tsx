import { fireEvent } from "@testing-library/preact";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { TagdeckPanelElement } from "./host-api.ts";
import { mount } from "./mount.ts";
import { createPanelElement } from "./panel-element.tsx";
import { createFakeServer, type FakeServer } from "./testing/fake-server.ts";

let server: FakeServer;
customElements.define("tagdeck-panel", createPanelElement("http://tags.test"));

beforeEach(() => {
  server = createFakeServer();
  server.contact("crm:1", { name: "Marco Silva", email: "marco@example.com" }, ["Newsletter", "VIP"]);
  server.tag("Refund");
  vi.stubGlobal("fetch", server.fetch);
});
afterEach(async () => {
  document.body.replaceChildren();
  await vi.waitFor(() => expect(server.streams.size).toBe(0));
  vi.unstubAllGlobals();
});

const options = () => ({ workspace: "acme", contact: "crm:1", locale: "en", getToken: server.getToken });
const panelElement = () =>
  document.querySelector<TagdeckPanelElement>("tagdeck-panel") ?? expect.fail("no panel");
const root = (panel: HTMLElement = panelElement()) => panel.shadowRoot ?? expect.fail("no shadow root");
const names = (panel?: HTMLElement) =>
  [...root(panel).querySelectorAll(".td-chip-name")].map((chip) => chip.textContent);
const shows = (...tags: string[]) => vi.waitFor(() => expect(names()).toEqual(tags));

describe("the element", () => {
  it("shows the contact, its tags and its history in its shadow root", async () => {
    mount(document.body, options());
    await shows("VIP", "Newsletter");
    expect(root().querySelector(".who")?.textContent).toContain("MSMarco Silvacrm:1marco@example.com");
    await vi.waitFor(() => expect(root().querySelector(".log")?.textContent).toContain("VIP added by you"));
    expect(root().adoptedStyleSheets).toHaveLength(1);
    expect(root().querySelector("style")).toBeNull();
  });

  it("takes several attributes that change together as one change", async () => {
    server.contact("crm:2", {}, ["Trial"]);
    const panel = mount(document.body, options());
    panel.update({ contact: "crm:2", theme: "dark" });
    await shows("Trial");
    expect(server.calls.filter(({ path }) => path === "contacts.get")).toHaveLength(1);
    expect(root().querySelector(".panel")?.getAttribute("data-theme")).toBe("dark");
  });

  it("asks for a contact when there is none, in the page's nearest language", async () => {
    const panel = mount(document.body, { ...options(), contact: null, locale: "ja-JP" });
    await panel.ready;
    expect(root().textContent).toContain("会話を選択してください");
    panel.update({ locale: "zh-Hant" });
    await vi.waitFor(() => expect(root().textContent).toContain("請選擇對話"));
    expect(server.calls).toEqual([]);
  });

  it("goes on after being moved, and begins anew after being put back", async () => {
    mount(document.body, options());
    await shows("VIP", "Newsletter");
    const panel = panelElement();
    const calls = server.calls.length;
    document.body.append(document.createElement("aside"));
    document.querySelector("aside")?.append(panel);
    await Promise.resolve();
    expect(names()).toEqual(["VIP", "Newsletter"]);
    expect(server.calls).toHaveLength(calls);

    panel.remove();
    await vi.waitFor(() => expect(server.streams.size).toBe(0));
    expect(root(panel).childElementCount).toBe(0);
    document.body.append(panel);
    await shows("VIP", "Newsletter");
  });

  it("takes properties that were set before it was defined", async () => {
    const early = document.createElement("tagdeck-panel-later");
    Object.assign(early, options());
    document.body.append(early);
    customElements.define("tagdeck-panel-later", createPanelElement("http://tags.test"));
    customElements.upgrade(early);
    await vi.waitFor(() => expect(names(early)).toEqual(["VIP", "Newsletter"]));
    expect(early.getAttribute("contact")).toBe("crm:1");
  });

  it("tries again by itself when the host brings the token later", async () => {
    const { getToken, ...rest } = options();
    const panel = mount(document.body, rest);
    await vi.waitFor(() =>
      expect(root().querySelector("[role=alert]")?.textContent).toContain("You are signed out"),
    );
    panel.update({ getToken });
    await shows("VIP", "Newsletter");
  });

  it("keeps what is typed when the sign-in ends meanwhile, and answers it when it is back", async () => {
    mount(document.body, options());
    await shows("VIP", "Newsletter");
    panelElement().focus();
    const field = await vi.waitFor(() => root().querySelector("input") ?? expect.fail());
    server.endSessions();
    server.before = async ({ path }) => {
      if (path === "/embed/session") throw server.refuse("token_invalid", 401);
    };
    field.value = "refu";
    fireEvent.input(field);
    await vi.waitFor(() =>
      expect(root().querySelector(".banner")?.textContent).toContain("You are signed out"),
    );
    server.before = async () => {};
    fireEvent.click(root().querySelector(".banner button") ?? field);
    await vi.waitFor(() => expect(root().querySelector(".banner")).toBeNull());
    expect(root().querySelector("input")).toBe(field);
    expect(field.value).toBe("refu");
    await vi.waitFor(() =>
      expect(root().querySelector("[aria-selected=true]")?.textContent).toContain("Refund"),
    );
  });

  it("takes several contacts as a list or as a JSON array, each once, and an id that only looks like one", async () => {
    server.contact("crm:2", { name: "Lin" }, ["Trial"]);
    mount(document.body, { ...options(), contact: ["crm:1", "crm:2", "crm:1"] });
    await shows("Trial", "VIP", "Newsletter");
    const panel = panelElement();
    expect(panel.getAttribute("contact")).toBe('["crm:1","crm:2","crm:1"]');
    expect(panel.contact).toEqual(["crm:1", "crm:2", "crm:1"]);
    expect(root().querySelector("h2")?.textContent).toBe("2 contacts");
    panel.setAttribute("contact", '["crm:2"]');
    await shows("Trial");
    expect(root().querySelector("h2")?.textContent).toBe("Lin");
    const calls = server.calls.length;
    panel.contact = ["crm:2", "crm:2"];
    await Promise.resolve();
    expect(server.calls).toHaveLength(calls);
    for (const id of ['["crm', "[42", "42"]) {
      server.contact(id, { name: `Contact ${id}` });
      panel.contact = id;
      expect(panel.contact).toBe(id);
      await vi.waitFor(() => expect(root().querySelector("h2")?.textContent).toBe(`Contact ${id}`));
    }
    panel.contact = [];
    await vi.waitFor(() => expect(root().textContent).toContain("Choose a conversation"));
  });

  it("tells the site's origin when an admin must allow it", async () => {
    server.before = async () => {
      throw server.refuse("origin_not_allowed", 403);
    };
    mount(document.body, options());
    await vi.waitFor(() => expect(root().querySelector("code")?.textContent).toBe(location.origin));
  });
});

describe("the host's side", () => {
  it("hears frozen events that cross shadow roots, and may prevent an addition", async () => {
    const heard: Event[] = [];
    const listen = (event: Event) => heard.push(event);
    document.addEventListener("tagdeck-ready", listen);
    document.addEventListener("tagdeck-before-add", listen);
    const panel = mount(document.body, options());
    panel.on("before-add", (event) => event.preventDefault());
    await panel.ready;
    panel.focus();
    const field = await vi.waitFor(() => root().querySelector("input") ?? expect.fail());
    field.value = "refund";
    fireEvent.input(field);
    fireEvent.keyDown(field, { key: "Enter" });
    await vi.waitFor(() => expect(heard).toHaveLength(2));
    const [ready, before] = heard;
    expect(ready).toMatchObject({
      type: "tagdeck-ready",
      composed: true,
      bubbles: true,
      detail: { v: 1, contact: "crm:1", contacts: ["crm:1"] },
    });
    expect(before).toMatchObject({
      cancelable: true,
      defaultPrevented: true,
      detail: { tag: { name: "Refund" } },
    });
    expect(before instanceof CustomEvent && Object.isFrozen(before.detail.tag)).toBe(true);
    expect(names()).toEqual(["VIP", "Newsletter"]);
    document.removeEventListener("tagdeck-ready", listen);
    document.removeEventListener("tagdeck-before-add", listen);
  });

  it("leaves nothing behind after destroy", async () => {
    const added = vi.spyOn(window, "addEventListener");
    const panel = mount(document.body, options());
    await shows("VIP", "Newsletter");
    const signals = added.mock.calls.map(([, , init]) =>
      typeof init === "object" ? init.signal : undefined,
    );
    expect(signals.every((signal) => signal && !signal.aborted)).toBe(true);
    panel.destroy();
    await vi.waitFor(() => expect(server.streams.size).toBe(0));
    expect(signals.every((signal) => signal?.aborted)).toBe(true);
    expect(document.querySelector("tagdeck-panel")).toBeNull();
    added.mockRestore();
  });
});

describe("the key L", () => {
  const press = (target: EventTarget, init: KeyboardEventInit = {}) =>
    fireEvent.keyDown(target as Element, { key: "l", bubbles: true, composed: true, ...init }); // safe because only elements are given
  const isOpen = (panel?: HTMLElement) => root(panel).querySelector("input") !== null;

  it("opens the picker, but not from a field, with a modifier, or when the host took it", async () => {
    mount(document.body, options());
    await shows("VIP", "Newsletter");
    const field = document.createElement("textarea");
    document.body.append(field);
    press(field);
    press(document.body, { metaKey: true });
    const take = (event: Event) => event.preventDefault();
    document.addEventListener("keydown", take);
    press(document.body);
    document.removeEventListener("keydown", take);
    await Promise.resolve();
    expect(isOpen()).toBe(false);
    // A box by which a host lets several contacts be selected is nothing to write in.
    field.replaceWith(Object.assign(document.createElement("input"), { type: "checkbox", id: "box" }));
    press(document.querySelector("#box") ?? field);
    await vi.waitFor(() => expect(isOpen()).toBe(true));
  });

  it("can be switched off, and is not for viewers", async () => {
    const panel = mount(document.body, { ...options(), shortcut: false });
    await shows("VIP", "Newsletter");
    expect(root().querySelector("kbd")).toBeNull();
    expect(press(document.body)).toBe(true);
    panel.update({ shortcut: true });
    await vi.waitFor(() => expect(root().querySelector("kbd")).not.toBeNull());
  });

  it("opens the panel that was used last", async () => {
    mount(document.body, options());
    mount(document.body, options());
    const [first = expect.fail(), second = expect.fail()] =
      document.querySelectorAll<HTMLElement>("tagdeck-panel");
    await vi.waitFor(() => expect([...names(first), ...names(second)]).toHaveLength(4));
    fireEvent.pointerDown(second);
    press(document.body);
    await vi.waitFor(() => expect(isOpen(second)).toBe(true));
    expect(isOpen(first)).toBe(false);
  });
});
