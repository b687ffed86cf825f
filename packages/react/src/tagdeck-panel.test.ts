import { fakeTagdeck, type FakeTagdeck } from "@tagdeck/widget/testing/fake-tagdeck";
import { act, createElement, createRef, StrictMode, useEffect, useRef } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { TagdeckPanel, type PanelHandle, type TagdeckPanelProps } from "./tagdeck-panel.ts";

const src = "https://tags.test/embed/v1/tagdeck.js";
let tagdeck: FakeTagdeck;
let root: Root;
beforeEach(() => {
  vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", true);
  tagdeck = fakeTagdeck();
  const container = document.createElement("div");
  document.body.append(container);
  root = createRoot(container);
});
afterEach(() => {
  act(() => root.unmount());
  tagdeck.leave();
  vi.unstubAllGlobals();
});

const panel = (props: Partial<TagdeckPanelProps> = {}, ref: React.Ref<PanelHandle> = null) =>
  createElement(TagdeckPanel, { workspace: "acme", contact: "crm:1", ...props, ref });
const show = (node: React.ReactNode) => act(() => root.render(node));
const only = () => tagdeck.live()[0] ?? expect.fail("there is no panel");

it("loads the script once, mounts into its own element, and passes on what changes", () => {
  show([panel({ src, key: "a", className: "side" } as object), panel({ src, key: "b" } as object)]);
  expect(document.querySelectorAll("script")).toHaveLength(1);
  tagdeck.load();
  expect(tagdeck.live()).toHaveLength(2);
  expect(document.querySelector(".side > fake-panel")).not.toBeNull();
});

it("turns props into options, and a missing one into its default", () => {
  tagdeck.load();
  show(panel({ locale: "ja", theme: "dark" }));
  expect(only().options).toEqual({ workspace: "acme", contact: "crm:1", locale: "ja", theme: "dark" });
  show(panel({ contact: null }));
  expect(only().updates).toEqual([{ contact: null, locale: null, theme: "auto" }]);
  show(panel({ contact: null }));
  expect(only().updates).toHaveLength(1);
});

it("takes several contacts, and does not tell the panel of an equal list", () => {
  tagdeck.load();
  show(panel({ contact: ["crm:1", "crm:2"] }));
  show(panel({ contact: ["crm:1", "crm:2"] }));
  expect(only().updates).toEqual([]);
  show(panel({ contact: ["crm:2"] }));
  expect(only().updates).toEqual([{ contact: ["crm:2"] }]);
});

it("asks the getToken of the last render without telling the panel of each", async () => {
  tagdeck.load();
  show(panel({ getToken: () => Promise.resolve("first") }));
  const given = only().getToken();
  show(panel({ getToken: () => Promise.resolve("second") }));
  expect(only().updates).toEqual([]);
  expect(await given({ contact: "crm:1", contacts: ["crm:1"] })).toBe("second");
});

it("calls the listener of the last render, which may keep a tag off", () => {
  tagdeck.load();
  const heard: string[] = [];
  show(panel({ onChange: () => heard.push("first") }));
  show(panel({ onChange: () => heard.push("second"), onBeforeAdd: (event) => event.preventDefault() }));
  only().dispatch("change");
  expect(only().dispatch("before-add")).toBe(false);
  expect(heard).toEqual(["second"]);
});

it("has the handle in its ref, for the parent's effects already, until it is unmounted", async () => {
  tagdeck.load();
  const seen: boolean[] = [];
  const handle = createRef<PanelHandle>();
  function Parent() {
    const inner = useRef<PanelHandle>(null);
    useEffect(() => void seen.push(inner.current !== null), []);
    return panel({}, inner);
  }
  show([createElement(Parent, { key: "a" })]);
  expect(seen).toEqual([true]);
  show(panel({}, handle));
  await handle.current?.refresh();
  expect(only().calls).toEqual(["refresh"]);
  show(null);
  expect(handle.current).toBeNull();
});

it("gives a ref function the handle, and null or its own clean-up at the end", () => {
  tagdeck.load();
  const given: (PanelHandle | null)[] = [];
  const plain = (handle: PanelHandle | null) => void given.push(handle);
  show(panel({}, plain));
  show(null);
  expect(given).toEqual([expect.anything(), null]);
  const cleanUp = vi.fn();
  show(panel({}, () => cleanUp));
  show(null);
  expect(cleanUp).toHaveBeenCalledOnce();
});

it.each(["before", "after"])("leaves one panel under StrictMode, %s the script has come", (when) => {
  if (when === "after") tagdeck.load();
  const hear = vi.fn();
  const handle = createRef<PanelHandle>();
  show(createElement(StrictMode, null, panel({ src, onChange: hear }, handle)));
  if (when === "before") tagdeck.load();
  expect(tagdeck.live()).toHaveLength(1);
  expect(document.querySelectorAll("fake-panel")).toHaveLength(1);
  only().dispatch("change");
  expect(hear).toHaveBeenCalledOnce();
  expect(handle.current).not.toBeNull();
});

it("leaves nothing when it is unmounted, before the script has come or after", () => {
  show(panel({ src }));
  show(null);
  expect(tagdeck.queue()).toEqual([]);
  tagdeck.load();
  expect(tagdeck.panels).toEqual([]);
  show(panel());
  show(null);
  expect(tagdeck.live()).toEqual([]);
  expect(document.querySelector("fake-panel")).toBeNull();
});
