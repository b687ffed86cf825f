import { expiresAt } from "@tagdeck/core/tags/expiry";
import { fireEvent } from "@testing-library/preact";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { mount } from "../mount.ts";
import { createPanelElement } from "../panel-element.tsx";
import { createFakeServer, type FakeServer } from "../testing/fake-server.ts";

let server: FakeServer;
customElements.define("tagdeck-panel", createPanelElement("http://tags.test"));

beforeEach(() => {
  server = createFakeServer();
  vi.stubGlobal("fetch", (...call: Parameters<typeof fetch>) => server.fetch(...call));
});
afterEach(async () => {
  document.body.replaceChildren();
  await vi.waitFor(() => expect(server.streams.size).toBe(0));
  vi.unstubAllGlobals();
});

/** A panel of five contacts: all have VIP, two have Trial. */
async function shown(locale = "en") {
  const contacts = ["Lin", "Marco", "Priya", "Aoi", "Emma"].map((name, index) => {
    const id = `crm:${index}`;
    server.contact(id, { name }, index < 2 ? ["VIP", "Trial"] : ["VIP"]);
    return id;
  });
  mount(document.body, { workspace: "acme", contact: contacts, locale, getToken: server.getToken });
  const root = document.querySelector("tagdeck-panel")?.shadowRoot ?? expect.fail("no panel");
  const find = (selector: string) => root.querySelector<HTMLElement>(selector);
  const said = (one: Element) => (one.getAttribute("aria-label") ?? one.textContent ?? "").trim();
  const names = () => [...root.querySelectorAll("button")].map(said);
  const button = (name: string) =>
    [...root.querySelectorAll("button")].find((one) => said(one) === name) ??
    expect.fail(`no button ${name} among ${names().join(", ")}`);
  const chips = () => [...root.querySelectorAll(".td-chip")].map(said);
  const toast = () => find("[part=toast] bdi")?.textContent;
  await vi.waitFor(() => expect(chips()).not.toEqual([]));
  return { root, find, names, button, chips, toast };
}

it("tells how many contacts there are and who, folded", async () => {
  const { find, button } = await shown();
  expect(find("h2")?.textContent).toBe("5 contacts");
  expect(find(".whom")?.textContent).toBe("Lin, Marco, Priya +2 more");
  fireEvent.click(button("+2 more"));
  await vi.waitFor(() => expect(find(".whom")?.textContent).toContain("Lin, Marco, Priya, Aoi, Emma"));
  expect(find("[part=recent]")).toBeNull();
});

it.each([
  ["zh-TW", "5 位聯絡人", "Lin、Marco、Priya", "Trial 5 位中 2 位"],
  ["ja", "コンタクト 5 件", "Lin、Marco、Priya", "Trial 5 件中 2 件"],
])("does so in %s", async (locale, heading, who, chip) => {
  const { find, chips } = await shown(locale);
  expect(find("h2")?.textContent).toBe(heading);
  expect(find(".whom")?.textContent).toContain(who);
  expect(chips()).toEqual([chip, "VIP"]);
});

it("gives a tag that some have to the rest by its chip, and the focus stays on the chip", async () => {
  const { root, names, button, chips, toast } = await shown();
  expect(chips()).toEqual(["Trial 2 of 5", "VIP"]);
  expect(names()).not.toContain("VIP");
  const chip = button("Trial 2 of 5");
  expect(chip.getAttribute("aria-pressed")).toBe("mixed");
  chip.focus();
  fireEvent.click(chip);
  await vi.waitFor(() => expect(toast()).toBe("Trial added · 3 contacts"));
  expect(chips()).toEqual(["Trial", "VIP"]);
  expect(root.activeElement).toBe(button("Remove Trial"));
});

it("takes a tag from all that have it by × and by Delete, and says of how many", async () => {
  const { root, button, chips, toast } = await shown();
  button("Trial 2 of 5").focus();
  fireEvent.keyDown(button("Trial 2 of 5"), { key: "Delete" });
  await vi.waitFor(() => expect(toast()).toBe("Trial removed · 2 contacts"));
  expect(root.activeElement).toBe(button("Remove VIP"));
  fireEvent.click(button("Remove VIP"));
  await vi.waitFor(() => expect(toast()).toBe("VIP removed · 5 contacts"));
  expect(chips()).toEqual([]);
  expect(root.activeElement?.textContent).toContain("Add tag");
});

it("marks in the picker what all have, and takes the first tag from all by two presses of Backspace", async () => {
  const { find, button, chips, toast } = await shown();
  fireEvent.click(button("Add tagL"));
  const field = await vi.waitFor(() => find("input") ?? expect.fail());
  const marked = () => find(".td-option-applied")?.closest("[role=option]")?.textContent;
  await vi.waitFor(() => expect(marked()).toContain("VIP"));
  expect(marked()).toContain("applied");
  fireEvent.keyDown(field, { key: "Backspace" });
  fireEvent.keyDown(field, { key: "Backspace" });
  await vi.waitFor(() => expect(toast()).toBe("Trial removed · 2 contacts"));
  expect(chips()).toEqual(["VIP"]);
});

it("says who had no room, and what an undo left alone", async () => {
  const { button, toast } = await shown();
  server.limit.max = 1;
  const emma = server.contacts.get("crm:4") ?? expect.fail();
  emma.tags = [];
  fireEvent.click(button("Trial 2 of 5"));
  await vi.waitFor(() => expect(toast()).toBe("Trial added · 1 contact · 4 contacts at the tag limit"));
  fireEvent.click(button("Undo"));
  await vi.waitFor(() => expect(toast()).toBe("Undone"));
  server.limit.max = 100;
  fireEvent.click(button("Remove VIP"));
  await vi.waitFor(() => expect(toast()).toBe("VIP removed · 4 contacts"));
  const [vip = expect.fail()] = [...server.tags.values()].filter(({ name }) => name === "VIP");
  server.apply(server.contacts.get("crm:0") ?? expect.fail(), vip);
  fireEvent.click(button("Undo"));
  await vi.waitFor(() => expect(toast()).toContain("Undone · 1 contact: This was changed again since"));
});

it("lets a viewer see how many have a tag, and no more", async () => {
  server = createFakeServer("viewer");
  const { chips, names } = await shown();
  expect(chips()).toEqual(["Trial 2 of 5", "VIP"]);
  expect(names()).toEqual(["+2 more"]);
});

it("a tag that all have and that runs out is extended for all by its chip", async () => {
  const end = new Date(expiresAt(Date.now(), 3, "Asia/Taipei")).toISOString();
  const { button, toast, find, chips } = await shown();
  const all = [...server.contacts.values()].filter(({ tags }) => tags.length > 0);
  for (const { tags } of all) Object.assign(tags.at(-1) ?? {}, { expiresAt: end });
  server.publish(
    all.map(({ externalId }) => externalId),
    { contacts: all },
  );
  await vi.waitFor(() => expect(chips()).toContain("VIP 3 days left"));
  fireEvent.click(button("VIP 3 days left"));
  await vi.waitFor(() => expect(find("[role=dialog]")?.textContent).toContain("3 days left"));
  expect(find("[role=dialog]")?.textContent).not.toContain("Where this came from");
  fireEvent.click(button("Make permanent"));
  await vi.waitFor(() => expect(toast()).toBe("Saved"));
  expect(all.map(({ tags }) => tags.at(-1)?.expiry)).toEqual(Array(5).fill("never"));
});
