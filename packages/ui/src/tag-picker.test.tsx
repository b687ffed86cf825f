import { DomainError } from "@tagdeck/core/errors";
import { matchRank } from "@tagdeck/core/tags/search";
import { parseTagName, tagKey } from "@tagdeck/core/tags/name";
import { similarTo } from "@tagdeck/core/tags/similar";
import { cleanup, fireEvent, render, waitFor } from "@testing-library/preact";
import { afterEach, describe, expect, it } from "vitest";
import type { PickerTag, TagChanges } from "./picker-vocabulary.ts";
import { TagPicker, type TagPickerProps } from "./tag-picker.tsx";

const names = ["Size exchange", "Size guide sent", "Oversized parcel", "VIP", "換貨"];
const vocabulary: PickerTag[] = names.map((name, index) => ({
  id: index + 1,
  name,
  color: "#3b82f6",
  contactCount: 1_000 * index,
}));

function search(query: string) {
  const items = vocabulary.filter(({ name }) => matchRank(tagKey(name), tagKey(query)) > 0);
  const exact = vocabulary.find(({ name }) => tagKey(name) === tagKey(query)) ?? null;
  const keyed = vocabulary.map((tag) => ({ ...tag, key: tagKey(tag.name) }));
  return { items, total: items.length, exact, similar: exact ? [] : similarTo(query, keyed, 3) };
}

function open(given: Partial<TagPickerProps> = {}) {
  const seen: string[] = [];
  const props: TagPickerProps = {
    label: "Add tag",
    autoFocus: true,
    load: async (query) => search(query),
    applied: new Set<number>(),
    canCreate: true,
    parseName: (name) => parseTagName(name),
    onPick: ({ name }) => seen.push(`pick ${name}`),
    onCreate: (name) => seen.push(`create ${name}`),
    onArm: (id) => seen.push(`arm ${id}`),
    onRemoveLast: (id) => seen.push(`remove ${id}`),
    onClose: () => seen.push("close"),
    ...given,
  };
  const { container, rerender } = render(<TagPicker {...props} />);
  const field = container.querySelector("input");
  if (!field) throw new Error("The picker has no field");
  return {
    seen,
    field,
    rerender: (change: Partial<TagPickerProps>) => rerender(<TagPicker {...props} {...change} />),
    press: (key: string, init: KeyboardEventInit = {}) => fireEvent.keyDown(field, { key, ...init }),
    type(text: string) {
      for (const char of text) {
        fireEvent.keyDown(field, { key: char });
        field.value += char;
        fireEvent.input(field);
      }
    },
    options: () =>
      [...container.querySelectorAll("[role=option] .td-option-name")].map((node) => node.textContent),
    active: () => container.querySelector("[aria-selected=true] .td-option-name")?.textContent ?? null,
    said: () => container.querySelector("[role=status]")?.textContent,
    note: () => container.querySelector(".td-picker-note:not([hidden])")?.textContent ?? null,
    container,
  };
}

afterEach(cleanup);

describe("the tag picker", () => {
  it("opens with every tag and none chosen", async () => {
    const picker = open();
    await waitFor(() => expect(picker.options()).toEqual(names));
    expect(picker.active()).toBeNull();
    expect(picker.field.getAttribute("aria-expanded")).toBe("true");
    picker.press("Enter");
    expect(picker.seen).toEqual([]);
  });

  it("keeps every character that comes without a pause and applies what Enter meant", async () => {
    const picker = open();
    picker.type("Size guide sent");
    expect(picker.field.value).toBe("Size guide sent");
    picker.press("Enter");
    expect(picker.seen).toEqual([]);
    await waitFor(() => expect(picker.seen).toEqual(["pick Size guide sent"]));
    expect(picker.field.value).toBe("");
    expect(picker.field.getAttribute("aria-expanded")).toBe("true");
  });

  it("readies the first match, marks what matched and offers to create last", async () => {
    const picker = open();
    picker.type("siz");
    await waitFor(() => expect(picker.active()).toBe("Size exchange"));
    expect(picker.options()).toEqual([
      "Size exchange",
      "Size guide sent",
      "Oversized parcel",
      "Create “siz”",
    ]);
    expect([...picker.container.querySelectorAll("mark")].map((mark) => mark.textContent)).toEqual([
      "Siz",
      "Siz",
      "siz",
    ]);
    await waitFor(() => expect(picker.said()).toBe("3 tags found"));
    const id = picker.field.getAttribute("aria-activedescendant") ?? "";
    expect(document.getElementById(id)?.textContent).toContain("Size exchange");
  });

  it("walks by arrows with wrapping, and Home and End while walking", async () => {
    const picker = open();
    picker.type("siz");
    await waitFor(() => expect(picker.active()).toBe("Size exchange"));
    picker.press("ArrowDown");
    await waitFor(() => expect(picker.active()).toBe("Size guide sent"));
    picker.press("End");
    await waitFor(() => expect(picker.active()).toBe("Create “siz”"));
    picker.press("ArrowDown");
    await waitFor(() => expect(picker.active()).toBe("Size exchange"));
    picker.press("ArrowUp");
    await waitFor(() => expect(picker.active()).toBe("Create “siz”"));
    picker.press("Home");
    picker.press("Enter");
    expect(picker.seen).toEqual(["pick Size exchange"]);
  });

  it("leaves Home to the text while it is being edited", async () => {
    const picker = open();
    picker.type("siz");
    await waitFor(() => expect(picker.active()).toBe("Size exchange"));
    expect(picker.press("Home")).toBe(true);
    expect(picker.press("ArrowDown")).toBe(false);
  });

  it("creates by Enter only when nothing else is offered", async () => {
    const picker = open();
    picker.type("  New   tag ");
    await waitFor(() => expect(picker.active()).toBe("Create “New tag”"));
    picker.press("Enter");
    expect(picker.seen).toEqual(["create New tag"]);
  });

  it("creates by Ctrl+Enter although there are matches, but applies a name that exists", async () => {
    const picker = open();
    picker.type("siz");
    picker.press("Enter", { ctrlKey: true });
    await waitFor(() => expect(picker.seen).toEqual(["create siz"]));
    picker.type("ｖｉｐ");
    picker.press("Enter", { metaKey: true });
    await waitFor(() => expect(picker.seen).toEqual(["create siz", "pick VIP"]));
  });

  it("offers no creating to who may not, nor for a name that exists", async () => {
    const picker = open({ canCreate: false });
    picker.type("nothing");
    await waitFor(() => expect(picker.note()).toBe("No tag matches"));
    expect(picker.options()).toEqual([]);
    cleanup();
    const other = open();
    other.type("vip");
    await waitFor(() => expect(other.options()).toEqual(["VIP"]));
  });

  it("answers a key press from what it holds, without the server", async () => {
    const asked: string[] = [];
    const load = async (query: string) => {
      asked.push(query);
      return query === "" ? search(query) : new Promise<never>(() => {});
    };
    const picker = open({ load });
    await waitFor(() => expect(picker.options()).toEqual(names));
    picker.type("exch");
    await waitFor(() => expect(picker.active()).toBe("Size exchange"));
    expect(asked).toEqual([""]);
    picker.press("Enter");
    expect(picker.seen).toEqual(["pick Size exchange"]);
    await waitFor(() => expect(picker.options()).toEqual(names));
    picker.type("New one");
    picker.press("Enter", { ctrlKey: true });
    expect(picker.seen).toEqual(["pick Size exchange", "create New one"]);
    expect(asked).toEqual([""]);
  });

  it("leaves in place what Enter applies when the server brings more than is held", async () => {
    const answers = new Map<string, (answer: ReturnType<typeof search>) => void>();
    const load = (query: string) =>
      query === ""
        ? Promise.resolve({ ...search(""), items: vocabulary.slice(2), total: 5 })
        : new Promise<ReturnType<typeof search>>((resolve) => answers.set(query, resolve));
    const picker = open({ load });
    await waitFor(() => expect(picker.options()).toEqual(["Oversized parcel", "VIP", "換貨"]));
    picker.type("size");
    await waitFor(() => expect(picker.active()).toBe("Oversized parcel"));
    await waitFor(() => expect(answers.has("size")).toBe(true));
    answers.get("size")?.(search("size"));
    await waitFor(() => expect(picker.options()).toHaveLength(4));
    expect(picker.options()[0]).toBe("Size exchange");
    expect(picker.active()).toBe("Oversized parcel");

    // The whole name is what was meant, whether Enter comes before the answer or after it.
    picker.type(" guide sent");
    picker.press("Enter");
    expect(picker.seen).toEqual([]);
    await waitFor(() => expect(answers.has("size guide sent")).toBe(true));
    answers.get("size guide sent")?.(search("size guide sent"));
    await waitFor(() => expect(picker.seen).toEqual(["pick Size guide sent"]));
  });

  it("lets what becomes of a tag reach the open list", async () => {
    let tell = (_changes: TagChanges) => {};
    const watch = (listener: (changes: TagChanges) => void) => {
      tell = listener;
      return () => undefined;
    };
    const picker = open({ watch });
    await waitFor(() => expect(picker.options()).toEqual(names));
    const vip = { id: 4, name: "Gold", color: "#16a34a", contactCount: 7, archivedAt: null };
    const made = { id: 9, name: "Made now", color: "#16a34a", contactCount: 1, archivedAt: null };
    tell({ reset: false, tags: [vip, made], removedTagIds: [1] });
    const now = ["Size guide sent", "Oversized parcel", "Gold", "換貨", "Made now"];
    await waitFor(() => expect(picker.options()).toEqual(now));
    picker.type("size");
    await waitFor(() => expect(picker.active()).toBe("Size guide sent"));
    tell({ reset: false, tags: [], removedTagIds: [2] });
    await waitFor(() => expect(picker.active()).toBe("Oversized parcel"));
    picker.type("");
    tell({ reset: false, tags: [{ ...vip, archivedAt: "2026-11-01T00:00:00.000Z" }], removedTagIds: [] });
    await waitFor(() => expect(picker.options()).not.toContain("Gold"));
    tell({ reset: true, tags: [], removedTagIds: [] });
    picker.press("Escape");
    picker.press("Escape");
    picker.press("ArrowDown");
    await waitFor(() => expect(picker.options()).toEqual(names));
  });

  it("shows near names before Create, readies Create alone, and applies a near name when it is chosen", async () => {
    const picker = open();
    picker.type("Oversize parcel");
    await waitFor(() => expect(picker.options()).toEqual(["Oversized parcel", "Create “Oversize parcel”"]));
    expect(picker.active()).toBe("Create “Oversize parcel”");
    const group = picker.container.querySelector("[role=group]");
    expect(group?.getAttribute("aria-label")).toBe("Similar");
    expect(group?.querySelector(".td-option-count")?.textContent).toBe("2,000");
    expect(picker.said()).toBe("0 tags found. Similar: Oversized parcel");
    picker.press("ArrowUp");
    await waitFor(() => expect(picker.active()).toBe("Oversized parcel"));
    picker.press("Enter");
    expect(picker.seen).toEqual(["pick Oversized parcel"]);
  });

  it("creates by Enter beside near names that were seen, and shows them first to who was too fast", async () => {
    const picker = open();
    picker.type("Size guide snt");
    picker.press("Enter");
    await waitFor(() => expect(picker.active()).toBe("Create “Size guide snt”"));
    expect(picker.seen).toEqual([]);
    picker.press("Enter");
    expect(picker.seen).toEqual(["create Size guide snt"]);
  });

  it("never readies a near name by itself, and lists none twice", async () => {
    const picker = open({
      canCreate: false,
      load: async (query) => ({ ...search(query), similar: vocabulary.slice(0, 2) }),
    });
    picker.type("guide");
    await waitFor(() => expect(picker.options()).toEqual(["Size guide sent", "Size exchange"]));
    expect(picker.active()).toBe("Size guide sent");
    picker.type("x");
    await waitFor(() => expect(picker.options()).toEqual(["Size exchange", "Size guide sent"]));
    expect(picker.active()).toBeNull();
    picker.press("Enter");
    expect(picker.seen).toEqual([]);
  });

  it("says why a name cannot be a tag", async () => {
    const picker = open({ parseName: (name) => parseTagName(name, 5) });
    picker.type("abcdef");
    await waitFor(() => expect(picker.note()).toBe("A tag name may have at most 5 characters."));
    expect(picker.options()).toEqual([]);
  });

  it("does not apply twice what is applied", async () => {
    const picker = open({ applied: new Set([4]) });
    picker.type("vip");
    await waitFor(() => expect(picker.active()).toBe("VIP"));
    expect(picker.container.querySelector(".td-option-applied")).not.toBeNull();
    picker.press("Enter");
    expect(picker.seen).toEqual([]);
    await waitFor(() => expect(picker.said()).toBe("VIP is applied already"));
  });

  it("lets an input method have its keys and searches when the word is done", async () => {
    const picker = open();
    await waitFor(() => expect(picker.options()).toEqual(names));
    fireEvent.compositionStart(picker.field);
    picker.field.value = "ㄏㄨㄢ";
    fireEvent.input(picker.field, { isComposing: true });
    picker.press("ArrowDown", { isComposing: true });
    picker.press("Enter", { isComposing: true });
    picker.press("Enter", { keyCode: 229 });
    expect(picker.active()).toBeNull();
    expect(picker.seen).toEqual([]);
    picker.field.value = "換貨";
    fireEvent.compositionEnd(picker.field);
    await waitFor(() => expect(picker.active()).toBe("換貨"));
    picker.press("Enter");
    expect(picker.seen).toEqual(["pick 換貨"]);
  });

  it("closes by Escape, then clears, then leaves, and keeps the key from the page", async () => {
    const picker = open();
    let leaked = 0;
    const listener = () => (leaked += 1);
    document.addEventListener("keydown", listener);
    picker.type("siz");
    leaked = 0;
    picker.press("Escape");
    await waitFor(() => expect(picker.field.getAttribute("aria-expanded")).toBe("false"));
    expect(picker.field.value).toBe("siz");
    picker.press("Escape");
    expect(picker.field.value).toBe("");
    expect(picker.seen).toEqual([]);
    picker.press("Escape");
    expect(picker.seen).toEqual(["close"]);
    expect(leaked).toBe(0);
    document.removeEventListener("keydown", listener);
  });

  it("removes the last tag by two presses of Backspace, not by holding it", async () => {
    const picker = open({ last: { id: 4, name: "VIP" } });
    picker.press("Backspace", { repeat: true });
    expect(picker.seen).toEqual([]);
    picker.press("Backspace");
    await waitFor(() => expect(picker.said()).toBe("Press Backspace again to remove VIP"));
    picker.press("ArrowDown");
    picker.press("Backspace");
    expect(picker.seen).toEqual(["arm 4", "arm null", "arm 4"]);
    picker.press("Backspace");
    expect(picker.seen.slice(3)).toEqual(["arm null", "remove 4"]);
  });

  it("drops a reply that comes after a newer one", async () => {
    const waiting = new Map<string, () => void>();
    const load = (query: string) =>
      new Promise<ReturnType<typeof search>>((resolve) => waiting.set(query, () => resolve(search(query))));
    const picker = open({ load });
    picker.type("v");
    await waitFor(() => expect(waiting.has("v")).toBe(true));
    picker.type("ip");
    await waitFor(() => expect(waiting.has("vip")).toBe(true));
    waiting.get("vip")?.();
    await waitFor(() => expect(picker.options()).toEqual(["VIP"]));
    waiting.get("v")?.();
    waiting.get("")?.();
    await new Promise((resolve) => setTimeout(resolve));
    expect(picker.options()).toEqual(["VIP"]);
  });

  it("shows a failure with a button to try again", async () => {
    let fail = true;
    const load = async (query: string) => {
      if (fail) throw new DomainError("rate_limited");
      return search(query);
    };
    const picker = open({ load });
    await waitFor(() => expect(picker.note()).toContain("Too many requests"));
    fail = false;
    fireEvent.click(picker.container.querySelector(".td-picker-note button") ?? picker.container);
    await waitFor(() => expect(picker.options()).toEqual(names));
  });

  it("picks by click and keeps the focus in the field", async () => {
    const picker = open();
    await waitFor(() => expect(picker.options()).toEqual(names));
    const option = picker.container.querySelectorAll("[role=option]")[3] ?? picker.container;
    expect(fireEvent.mouseDown(option)).toBe(false);
    fireEvent.click(option);
    expect(picker.seen).toEqual(["pick VIP"]);
  });

  it("waits for the pointer before it closes, so that what was pressed does not move away", async () => {
    const picker = open();
    await waitFor(() => expect(picker.options()).toEqual(names));
    const outside = document.createElement("button");
    document.body.append(outside);
    fireEvent.pointerDown(outside);
    outside.focus();
    expect(picker.seen).toEqual([]);
    fireEvent.pointerUp(outside);
    expect(picker.seen).toEqual([]);
    await waitFor(() => expect(picker.seen).toEqual(["close"]));
    outside.remove();
  });

  it("closes at once when the focus goes elsewhere by a key, and keeps what was typed", async () => {
    const picker = open();
    picker.type("siz");
    picker.field.blur();
    await waitFor(() => expect(picker.field.getAttribute("aria-expanded")).toBe("false"));
    expect(picker.seen).toEqual([]);
    expect(picker.field.value).toBe("siz");
  });
});
