import { fireEvent } from "@testing-library/preact";
import { afterEach, describe, expect, it, vi } from "vitest";
import { mount } from "../mount.ts";
import { createPanelElement } from "../panel-element.tsx";
import { createFakeServer, type FakeServer } from "../testing/fake-server.ts";

let server: FakeServer;
customElements.define("tagdeck-panel", createPanelElement("http://tags.test"));

afterEach(async () => {
  document.body.replaceChildren();
  await vi.waitFor(() => expect(server.streams.size).toBe(0));
  vi.unstubAllGlobals();
});

/** The panel of someone with this role, with the chip's popover open. */
async function opened(role: "agent" | "admin") {
  server = createFakeServer(role);
  server.contact("crm:1", { name: "Marco" }, ["VIP", "Newsletter"]);
  vi.stubGlobal("fetch", server.fetch);
  mount(document.body, { workspace: "acme", contact: "crm:1", locale: "en", getToken: server.getToken });
  const root = document.querySelector("tagdeck-panel")?.shadowRoot ?? expect.fail("no panel");
  const find = <T extends HTMLElement>(selector: string) => root.querySelector<T>(selector);
  const names = () => [...root.querySelectorAll(".td-chip-name")].map((chip) => chip.textContent);
  await vi.waitFor(() => expect(names()).toEqual(["Newsletter", "VIP"]));
  fireEvent.click(find(".td-chip-name") ?? expect.fail("no chip"));
  await vi.waitFor(() => expect(find("[role=dialog]")).not.toBeNull());
  const field = (name: string) => find<HTMLInputElement>(`[name=${name}]`) ?? expect.fail(`no ${name}`);
  const save = () => fireEvent.submit(find("form") ?? expect.fail("no form"));
  return { root, find, names, field, save };
}

describe("a tag's name and colour", () => {
  it("change for every contact, at once and with undo", async () => {
    const { root, find, names, field, save } = await opened("admin");
    field("name").value = "Digest";
    field("color").value = "#16a34a";
    save();
    await vi.waitFor(() => expect(names()).toEqual(["Digest", "VIP"]));
    expect(find("[role=dialog]")).toBeNull();
    expect(root.activeElement?.textContent).toBe("Digest");
    const [digest] = [...server.tags.values()].filter(({ name }) => name === "Digest");
    expect(digest?.color).toBe("#16a34a");
    fireEvent.click(find(".toast button") ?? expect.fail("no undo"));
    await vi.waitFor(() => expect(names()).toEqual(["Newsletter", "VIP"]));
    await vi.waitFor(() => expect(find("[part=toast]")?.textContent).toBe("Undone"));
  });

  it("stay as they are, and what was typed too, when another tag has the name", async () => {
    const { find, names, field, save } = await opened("admin");
    field("name").value = "vip";
    save();
    await vi.waitFor(() => expect(find("[role=alert]")?.textContent).toContain("already a tag “VIP”"));
    expect(names()).toEqual(["Newsletter", "VIP"]);
    expect(field("name").value).toBe("vip");
  });

  it("are not for who may not edit", async () => {
    const { find } = await opened("agent");
    expect(find("form")).toBeNull();
    expect(find("[role=dialog] h4")?.textContent).toBe("Newsletter");
  });
});
