import { expiresAt } from "@tagdeck/core/tags/expiry";
import { fireEvent } from "@testing-library/preact";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { mount } from "../mount.ts";
import { createPanelElement } from "../panel-element.tsx";
import { createFakeServer, type FakeServer } from "../testing/fake-server.ts";

let server: FakeServer;
customElements.define("tagdeck-panel", createPanelElement("http://tags.test"));

const many = Array.from({ length: 15 }, (_, index) => `Tag ${index + 1}`);

beforeEach(() => {
  server = createFakeServer();
  server.contact("crm:1", { name: "Marco", email: "marco@example.com" }, ["Newsletter", "VIP", "Refund"]);
  server.contact("crm:2", { name: "Lin" }, many);
  vi.stubGlobal("fetch", server.fetch);
});
afterEach(async () => {
  document.body.replaceChildren();
  await vi.waitFor(() => expect(server.streams.size).toBe(0));
  vi.unstubAllGlobals();
});

async function shown(contact: string) {
  mount(document.body, { workspace: "acme", contact, locale: "en", getToken: server.getToken });
  const root = document.querySelector("tagdeck-panel")?.shadowRoot ?? expect.fail("no panel");
  const find = (selector: string) => root.querySelector<HTMLElement>(selector);
  const button = (name: string) =>
    [...root.querySelectorAll("button")].find(
      (one) => (one.getAttribute("aria-label") ?? one.textContent) === name,
    ) ?? expect.fail(`no button ${name}`);
  const names = () => [...root.querySelectorAll(".td-chip-name")].map((chip) => chip.textContent);
  await vi.waitFor(() => expect(names()).not.toEqual([]));
  return { root, find, button, names };
}

describe("the chips", () => {
  it("beyond twelve fold behind a button that tells how many, and unfold", async () => {
    const { button, names } = await shown("crm:2");
    expect(names()).toHaveLength(12);
    const more = button("+3 more");
    expect(more.getAttribute("aria-expanded")).toBe("false");
    fireEvent.click(more);
    await vi.waitFor(() => expect(names()).toHaveLength(15));
    expect(button("Show fewer").getAttribute("aria-expanded")).toBe("true");
  });

  it("are removed by Delete on the name, and the focus goes on to the next name", async () => {
    const { root, button, names } = await shown("crm:1");
    expect(names()).toEqual(["Refund", "VIP", "Newsletter"]);
    button("VIP").focus();
    fireEvent.keyDown(button("VIP"), { key: "Delete" });
    await vi.waitFor(() => expect(names()).toEqual(["Refund", "Newsletter"]));
    expect(root.activeElement?.textContent).toBe("Newsletter");
  });
});

describe("a change that failed", () => {
  it("is named with the reason, and goes through by the button once the server is back", async () => {
    const { find, button, names } = await shown("crm:1");
    server.before = async ({ path }) => {
      if (path === "assignments.change") throw new TypeError("Failed to fetch");
    };
    fireEvent.click(button("Remove VIP"));
    await vi.waitFor(() => expect(find("[part=toast]")?.textContent).toContain("VIP: The server cannot be"));
    expect(names()).toEqual(["Refund", "VIP", "Newsletter"]);
    server.before = async () => {};
    fireEvent.click(button("Try again"));
    await vi.waitFor(() => expect(names()).toEqual(["Refund", "Newsletter"]));
    await vi.waitFor(() => expect(find("[part=toast]")?.textContent).toContain("VIP removed"));
  });
});

describe("where a tag came from", () => {
  it("opens at its chip, tells of that tag only, and gives the focus back on Escape", async () => {
    const { root, find, button } = await shown("crm:1");
    const vip = [...server.tags.values()].find(({ name }) => name === "VIP");
    if (vip) vip.description = "Buys in bulk";
    fireEvent.click(button("VIP"));
    const dialog = await vi.waitFor(() => find("[role=dialog]") ?? expect.fail("not open"));
    expect(dialog.getAttribute("aria-label")).toBe("VIP");
    expect(root.activeElement).toBe(dialog);
    expect(button("VIP").getAttribute("aria-expanded")).toBe("true");
    await vi.waitFor(() => expect(dialog.textContent).toContain("added by you · chat panel"));
    expect(dialog.textContent).toContain("Buys in bulk");
    expect(dialog.querySelectorAll("li")).toHaveLength(1);
    fireEvent.keyDown(dialog, { key: "Escape" });
    await vi.waitFor(() => expect(find("[role=dialog]")).toBeNull());
    expect(root.activeElement).toBe(button("VIP"));
  });

  it("goes with its tag", async () => {
    const { find, button } = await shown("crm:1");
    fireEvent.click(button("VIP"));
    await vi.waitFor(() => expect(find("[role=dialog]")).not.toBeNull());
    fireEvent.click(button("Remove VIP"));
    await vi.waitFor(() => expect(find("[role=dialog]")).toBeNull());
  });

  it("says why it cannot be told", async () => {
    const { find, button } = await shown("crm:1");
    server.before = async ({ path }) => {
      if (path === "tags.get") throw server.refuse("rate_limited", 429);
    };
    fireEvent.click(button("VIP"));
    await vi.waitFor(() => expect(find("[role=dialog]")?.textContent).toContain("Too many requests"));
  });
});

describe("the contact's e-mail and id", () => {
  it("are copied by a button, which says so", async () => {
    const copied: string[] = [];
    const clipboard = { writeText: async (text: string) => void copied.push(text) };
    vi.spyOn(navigator, "clipboard", "get").mockReturnValue(clipboard as unknown as Clipboard); // safe because only writeText is used
    const { find, button } = await shown("crm:1");
    fireEvent.click(button("Copy marco@example.com"));
    fireEvent.click(button("Copy crm:1"));
    await vi.waitFor(() => expect(find("[part=toast]")?.textContent).toBe("Copied"));
    expect(copied).toEqual(["marco@example.com", "crm:1"]);
    vi.restoreAllMocks();
  });

  it("are copied the old way where the page may not use the clipboard", async () => {
    vi.spyOn(navigator, "clipboard", "get").mockImplementation(() => {
      throw new DOMException("not allowed", "NotAllowedError");
    });
    let selected = "";
    document.execCommand = () => {
      selected = find("textarea") instanceof HTMLTextAreaElement ? "selected" : "";
      return true;
    };
    const { root, find, button } = await shown("crm:1");
    fireEvent.click(button("Copy crm:1"));
    await vi.waitFor(() => expect(find("[part=toast]")?.textContent).toBe("Copied"));
    expect(selected).toBe("selected");
    expect(find("textarea")).toBeNull();
    expect(root.activeElement).toBe(button("Copy crm:1"));
    vi.restoreAllMocks();
  });
});

describe("a temporary tag", () => {
  it("says how long it stays, and is extended from its chip", async () => {
    const marco = server.contacts.get("crm:1") ?? expect.fail();
    const [refund = expect.fail()] = marco.tags;
    refund.expiresAt = new Date(expiresAt(Date.now(), 1, "Asia/Taipei")).toISOString();
    const { find, button } = await shown("crm:1");
    expect(find(".td-chip")?.textContent).toContain("Refund 1 day left");
    expect(find(".td-chip")?.title).toMatch(/^Refund · \d+ \w+ \d{4}, \d\d:\d\d$/);
    fireEvent.click(button("Refund 1 day left"));
    await vi.waitFor(() => expect(find("[role=dialog]")).not.toBeNull());
    expect(button("+7 days").closest("form")?.querySelector("input")?.type).toBe("date");
    fireEvent.click(button("Make permanent"));
    await vi.waitFor(() => expect(find("[part=toast]")?.textContent).toContain("Saved"));
    expect(find("[role=dialog]")).toBeNull();
    expect(find(".td-chip")?.textContent).toBe("Refund");
    fireEvent.click(button("Refund"));
    await vi.waitFor(() => expect(find("[role=dialog]")?.textContent).toContain("As the tag’s rule says"));
    expect(find("[role=dialog]")?.textContent).not.toContain("+7 days");
  });
});
