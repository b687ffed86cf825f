import { fakeTagdeck, type FakeTagdeck } from "@tagdeck/widget/testing/fake-tagdeck";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createApp, h, KeepAlive, nextTick, reactive, shallowReactive, type App } from "vue";
import { TagdeckPanel, type PanelHandle } from "./tagdeck-panel.ts";

const src = "https://tags.test/embed/v1/tagdeck.js";
let tagdeck: FakeTagdeck;
let app: App | null;
let held: { handle: PanelHandle | null } | null;
beforeEach(() => {
  tagdeck = fakeTagdeck();
});
afterEach(() => {
  app?.unmount();
  tagdeck.leave();
});

/** An app of one panel whose props can be changed, kept alive while `shown` is false if asked. */
function show(first: Record<string, unknown> = {}, { keepAlive = false } = {}) {
  const state = shallowReactive({ shown: true, props: { workspace: "acme", contact: "crm:1", ...first } });
  const panel = () =>
    h(TagdeckPanel, { ...state.props, ref: (instance: unknown) => (held = instance as typeof held) }); // safe because it is what the panel exposes
  const child = () => (state.shown ? panel() : null);
  app = createApp({
    render: () => (keepAlive ? h(KeepAlive, null, { default: child }) : h("main", [child()])),
  });
  const container = document.createElement("div");
  document.body.append(container);
  app.mount(container);
  return {
    async set(props: Record<string, unknown>) {
      state.props = { workspace: "acme", contact: "crm:1", ...props };
      await nextTick();
    },
    async toggle() {
      state.shown = !state.shown;
      await nextTick();
    },
  };
}
const only = () => tagdeck.live()[0] ?? expect.fail("there is no panel");
const nodes = () => document.querySelectorAll("fake-panel");

it("loads the script, and mounts with the props of then", async () => {
  const shown = show({ src, class: "side" });
  expect(document.querySelectorAll("script")).toHaveLength(1);
  await shown.set({ src, class: "side", contact: "crm:2" });
  tagdeck.load();
  expect(tagdeck.panels).toMatchObject([{ updates: [], options: { workspace: "acme", contact: "crm:2" } }]);
  expect(document.querySelector(".side > fake-panel")).not.toBeNull();
});

it("turns props into options, and a missing one into its default", async () => {
  tagdeck.load();
  const shown = show({ locale: "ja", theme: "dark" });
  expect(only().options).toEqual({ workspace: "acme", contact: "crm:1", locale: "ja", theme: "dark" });
  await shown.set({ contact: null, shortcut: false });
  expect(only().updates).toEqual([{ contact: null, locale: null, theme: "auto", shortcut: false }]);
});

it("takes several contacts, in a new list or in the same one that was changed, but not an equal one", async () => {
  tagdeck.load();
  const contacts = reactive(["crm:1", "crm:2"]);
  const shown = show({ contact: contacts });
  await shown.set({ contact: ["crm:1", "crm:2"] });
  expect(only().updates).toEqual([]);
  await shown.set({ contact: contacts });
  contacts.push("crm:3");
  await nextTick();
  expect(only().updates).toEqual([{ contact: ["crm:1", "crm:2", "crm:3"] }]);
});

it("asks the newest getToken without telling the panel of each", async () => {
  tagdeck.load();
  const shown = show({ getToken: () => Promise.resolve("first") });
  const given = only().getToken();
  await shown.set({ getToken: () => Promise.resolve("second") });
  expect(only().updates).toEqual([]);
  expect(await given({ contact: "crm:1", contacts: ["crm:1"] })).toBe("second");
});

it("emits the panel's events, and a listener may keep a tag off", () => {
  tagdeck.load();
  const hear = vi.fn();
  show({ onChange: hear, onBeforeAdd: (event: Event) => event.preventDefault() });
  only().dispatch("change", { v: 1 });
  expect(hear).toHaveBeenCalledOnce();
  expect(hear.mock.lastCall?.[0]).toMatchObject({ type: "tagdeck-change", detail: { v: 1 } });
  expect(only().dispatch("before-add")).toBe(false);
});

it("exposes the handle while it is mounted", async () => {
  tagdeck.load();
  const shown = show();
  await held?.handle?.refresh();
  expect(only().calls).toEqual(["refresh"]);
  const last = held;
  await shown.toggle();
  expect(last?.handle).toBeNull();
});

it("is taken out of the page while it is kept alive, comes back as the same one, and then ends", async () => {
  tagdeck.load();
  const shown = show({}, { keepAlive: true });
  await shown.toggle();
  expect(nodes()).toHaveLength(0);
  await shown.toggle();
  expect(nodes()).toHaveLength(1);
  expect(tagdeck.panels).toHaveLength(1);
  app?.unmount();
  app = null;
  expect(tagdeck.live()).toEqual([]);
});

it("leaves nothing when it is unmounted, before the script has come or after", async () => {
  const shown = show({ src });
  await shown.toggle();
  expect(tagdeck.queue()).toEqual([]);
  tagdeck.load();
  expect(tagdeck.panels).toEqual([]);
  await shown.toggle();
  expect(nodes()).toHaveLength(1);
  await shown.toggle();
  expect(nodes()).toHaveLength(0);
  expect(tagdeck.live()).toEqual([]);
});
