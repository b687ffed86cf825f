import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { attachPanel } from "./attach.ts";
import type { PanelOptions } from "./host-api.ts";
import { fakeTagdeck, type FakeTagdeck } from "./testing/fake-tagdeck.ts";

const src = "https://tags.test/embed/v1/tagdeck.js";
const options: PanelOptions = { workspace: "acme", contact: "crm:1" };

let tagdeck: FakeTagdeck;
let place: HTMLElement;
beforeEach(() => {
  tagdeck = fakeTagdeck();
  place = document.createElement("div");
  document.body.append(place);
});
afterEach(() => {
  tagdeck.leave();
  vi.unstubAllGlobals();
});

const scripts = () => [...document.querySelectorAll("script")];

describe("before the script has come", () => {
  it("waits in the queue, with what it was told last", async () => {
    const panel = attachPanel(place, options, { src });
    panel.update({ contact: "crm:2", theme: "dark" });
    tagdeck.load();
    expect(tagdeck.panels).toMatchObject([
      { place, updates: [], options: { workspace: "acme", contact: "crm:2", theme: "dark" } },
    ]);
    tagdeck.panels[0]?.becomeReady();
    await panel.ready;
  });

  it("leaves the queue when it is taken away", () => {
    attachPanel(place, options, { src }).destroy();
    expect(tagdeck.queue()).toEqual([]);
    tagdeck.load();
    expect(tagdeck.panels).toEqual([]);
  });

  it("adds the script once for all panels, and none without an address", () => {
    attachPanel(place, options);
    expect(scripts()).toEqual([]);
    attachPanel(place, options, { src, integrity: "sha384-abc" });
    attachPanel(place, options, { src });
    expect(scripts()).toHaveLength(1);
    expect(scripts()[0]).toMatchObject({
      src,
      async: true,
      integrity: "sha384-abc",
      crossOrigin: "anonymous",
    });
  });

  it("uses the script that the page has", () => {
    const own = document.createElement("script");
    own.src = src;
    document.head.append(own);
    attachPanel(place, options, { src });
    expect(scripts()).toEqual([own]);
  });

  it("tells when the script did not come, and tries again at the next panel", () => {
    const heard: unknown[] = [];
    const first = attachPanel(place, options, { src });
    first.on("error", ({ detail }) => heard.push(detail));
    scripts()[0]?.dispatchEvent(new Event("error"));
    const whose = { contact: "crm:1", contacts: ["crm:1"] };
    const detail = { v: 1, ...whose, code: "script_not_loaded", retryable: true };
    expect(heard).toContainEqual(detail);
    expect(scripts()).toEqual([]);

    attachPanel(place, options, { src });
    expect(scripts()).toHaveLength(1);
    tagdeck.load();
    expect(tagdeck.live()).toHaveLength(2);
  });

  it("gives the address through a policy where the page asks for Trusted Types", () => {
    const createScriptURL = vi.fn((url: string) => url);
    const createPolicy = vi.fn(() => ({ createScriptURL }));
    vi.stubGlobal("trustedTypes", { createPolicy });
    attachPanel(place, options, { src });
    expect(createPolicy).toHaveBeenCalledWith("tagdeck", expect.anything());
    expect(createScriptURL).toHaveBeenCalledWith(src);
  });

  it("tells when the page allows no such policy, and does not break it", async () => {
    vi.resetModules();
    const fresh = await import("./attach.ts");
    const createPolicy = () => {
      throw new TypeError('Policy "tagdeck" disallowed.');
    };
    vi.stubGlobal("trustedTypes", { createPolicy });
    const codes: string[] = [];
    const panel = fresh.attachPanel(place, options, { src });
    panel.on("error", ({ detail }) => codes.push(detail.code));
    await Promise.resolve();
    expect(codes).toEqual(["script_not_loaded"]);
    expect(scripts()).toEqual([]);
    tagdeck.load();
    expect(tagdeck.live()).toHaveLength(1);
  });
});

describe("with the script", () => {
  beforeEach(() => tagdeck.load());
  const only = () => tagdeck.panels[0] ?? expect.fail("nothing is mounted");

  it("mounts at once, without a script of its own", () => {
    attachPanel(place, options, { src });
    expect(only()).toMatchObject({ place, options });
    expect(scripts()).toEqual([]);
  });

  it("passes on only what is other than before", () => {
    const panel = attachPanel(place, options);
    panel.update({ ...options });
    panel.update({ ...options, contact: null });
    expect(only().updates).toEqual([{ contact: null }]);
  });

  it("compares a list of contacts by what it holds", () => {
    const panel = attachPanel(place, { ...options, contact: ["crm:1", "crm:2"] });
    panel.update({ ...options, contact: ["crm:1", "crm:2"] });
    panel.update({ ...options, contact: ["crm:1", "crm:3"] });
    expect(only().updates).toEqual([{ contact: ["crm:1", "crm:3"] }]);
  });

  it("takes an option that is given no more for its default", () => {
    const panel = attachPanel(place, { ...options, locale: "ja", theme: "dark", shortcut: false });
    const none = { locale: undefined, theme: undefined, shortcut: undefined };
    (panel.update as (change: object) => void)(none); // safe because the attachment takes undefined
    expect(only().updates).toEqual([{ locale: null, theme: "auto", shortcut: true }]);
  });

  it("keeps one getToken for all that are given, and asks the newest", async () => {
    const panel = attachPanel(place, { ...options, getToken: () => Promise.resolve("first") });
    const given = only().getToken();
    panel.update({ getToken: ({ contact }) => Promise.resolve(`second for ${contact}`) });
    expect(only().updates).toEqual([]);
    expect(await given({ contact: "crm:1", contacts: ["crm:1"] })).toBe("second for crm:1");
  });

  it("passes calls on, and events from the panel", async () => {
    const panel = attachPanel(place, options);
    const refuse = vi.fn((event: Event) => event.preventDefault());
    panel.on("before-add", refuse);
    await panel.refresh();
    panel.focus();
    expect(only().calls).toEqual(["refresh", "focus"]);
    expect(only().dispatch("before-add", { tag: { id: 1, name: "VIP" } })).toBe(false);
    panel.off("before-add", refuse);
    expect(only().dispatch("before-add")).toBe(true);
    expect(refuse).toHaveBeenCalledOnce();
  });

  it("leaves nothing: no node, no listener, and may be destroyed twice", async () => {
    const panel = attachPanel(place, options);
    const hear = vi.fn();
    panel.on("change", hear);
    panel.destroy();
    panel.destroy();
    panel.update({ contact: "crm:9" });
    await panel.refresh();
    place.dispatchEvent(new CustomEvent("tagdeck-change"));
    expect(only()).toMatchObject({ destroyed: 1, updates: [], calls: [] });
    expect(place.childNodes).toHaveLength(0);
    expect(hear).not.toHaveBeenCalled();
  });
});
