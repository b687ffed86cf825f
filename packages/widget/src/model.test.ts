import { afterEach, describe, expect, it, vi } from "vitest";
import { createFakeServer } from "./testing/fake-server.ts";
import { gate, openPanel } from "./testing/panel.ts";

const opened: ReturnType<typeof openPanel>[] = [];
async function shown(...given: Parameters<typeof openPanel>) {
  const panel = openPanel(...given);
  opened.push(panel);
  const { server } = panel;
  if (server.contacts.size === 0) {
    server.contact("crm:1", { name: "Lin" }, ["Newsletter", "VIP"]);
    server.contact("crm:2", { name: "Marco" }, ["Trial"]);
    server.tag("Refund");
  }
  panel.show("crm:1");
  await vi.waitFor(() => expect(panel.chips()).toEqual(["VIP", "Newsletter"]));
  await vi.waitFor(() => expect(server.streams.size).toBe(1));
  return { ...panel, model: panel.panel.current.value ?? expect.fail("no contact"), tag: tagNamed(server) };
}
const tagNamed = (server: ReturnType<typeof createFakeServer>) => (name: string) =>
  [...server.tags.values()].find((tag) => tag.name === name) ?? expect.fail(`no tag ${name}`);

afterEach(() => {
  for (const { panel } of opened.splice(0)) panel.dispose();
});

describe("changing a contact's tags", () => {
  it("shows a tag at once, then as confirmed, and undoes it", async () => {
    const { server, model, chips, recent, notice, names, tag } = await shown();
    const answer = gate();
    server.before = () => answer.opened;
    void model.add(tag("Refund"));
    expect(chips()).toEqual(["Refund…", "VIP", "Newsletter"]);
    answer.open();
    await vi.waitFor(() => expect(chips()).toEqual(["Refund", "VIP", "Newsletter"]));
    await vi.waitFor(() => expect(recent()[0]).toBe("Refund added"));
    expect(names()).toEqual(["change", "before-add", "change", "tag-added"]);

    const said = notice();
    if (said?.kind !== "added") return expect.fail("no notice");
    await said.undo();
    expect(chips()).toEqual(["VIP", "Newsletter"]);
    expect(notice()?.kind).toBe("undone");
    expect(names().slice(4)).toEqual(["change", "tag-removed"]);
  });

  it("takes a removed tag away at once and puts it back with the reason when it fails", async () => {
    const { server, model, chips, notice, emitted, tag } = await shown();
    const answer = gate();
    server.before = async () => {
      await answer.opened;
      throw server.refuse("forbidden", 403);
    };
    void model.remove(tag("VIP").id);
    expect(chips()).toEqual(["Newsletter"]);
    answer.open();
    await vi.waitFor(() => expect(chips()).toEqual(["VIP", "Newsletter"]));
    expect(notice()).toMatchObject({ kind: "failed", name: "VIP", problem: { code: "forbidden" } });
    expect(notice()).not.toHaveProperty("of");
    expect(notice()).not.toHaveProperty("again");
    expect(emitted.at(-1)).toMatchObject({ name: "error", detail: { code: "forbidden", retryable: false } });
  });

  it("takes an added tag back when the contact is full", async () => {
    const { server, model, chips, notice, tag } = await shown();
    server.before = async ({ path }) => {
      if (path === "assignments.change") throw server.refuse("contact_tags_full", 409, { max: 2 });
    };
    await model.add(tag("Refund"));
    expect(chips()).toEqual(["VIP", "Newsletter"]);
    expect(notice()).toMatchObject({ problem: { code: "contact_tags_full", details: { max: 2 } } });
  });

  it("creates and applies in one call", async () => {
    const { server, model, chips, names } = await shown();
    const before = server.calls.length;
    void model.create("Gold");
    expect(chips()).toEqual(["Gold…", "VIP", "Newsletter"]);
    await vi.waitFor(() => expect(chips()).toEqual(["Gold", "VIP", "Newsletter"]));
    const changes = server.calls.slice(before).filter(({ path }) => path === "assignments.change");
    expect(changes).toHaveLength(1);
    expect(names()).toEqual(["change", "before-add", "change", "tag-created", "tag-added"]);
  });

  it("applies the tag that someone else created under the name meanwhile", async () => {
    const { server, model, chips, names, notice } = await shown();
    server.tag("Gold");
    await model.create("gold");
    expect(chips()).toEqual(["Gold", "VIP", "Newsletter"]);
    expect(names()).not.toContain("tag-created");
    expect(notice()).toMatchObject({ kind: "added", name: "Gold" });
  });

  it("adds nothing that the host prevents, and nothing twice", async () => {
    const { server, model, chips, tag } = await shown(createFakeServer(), { refuseToAdd: true });
    const before = server.calls.length;
    await model.add(tag("Refund"));
    await model.create("Gold");
    await model.add(tag("VIP"));
    expect(chips()).toEqual(["VIP", "Newsletter"]);
    expect(server.calls.length).toBe(before);
  });

  it("sends quick changes one after another and ends with all of them", async () => {
    const { server, model, chips, tag } = await shown();
    let running = 0;
    let most = 0;
    server.before = async ({ path }) => {
      if (path !== "assignments.change") return;
      most = Math.max(most, (running += 1));
      await new Promise((resolve) => setTimeout(resolve));
      running -= 1;
    };
    await Promise.all([model.add(tag("Refund")), model.remove(tag("VIP").id), model.create("Gold")]);
    expect(chips()).toEqual(["Gold", "Refund", "Newsletter"]);
    expect(most).toBe(1);
  });

  it("lets a viewer look only", async () => {
    const { model } = await shown(createFakeServer("viewer"));
    expect(model.may("tags.read")).toBe(true);
    expect(model.may("tags.apply")).toBe(false);
    expect(model.may("tags.create")).toBe(false);
  });
});

describe("switching between contacts", () => {
  it("drops the reply of the contact before", async () => {
    const { server, show, chips } = await shown();
    const slow = gate();
    server.before = async ({ path, input }) => {
      if (path === "contacts.get" && input.contact?.externalId === "crm:2") await slow.opened;
    };
    show("crm:2");
    expect(chips()).toEqual([]);
    show("crm:1");
    await vi.waitFor(() => expect(chips()).toEqual(["VIP", "Newsletter"]));
    slow.open();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(chips()).toEqual(["VIP", "Newsletter"]);
  });

  it("keeps a change with the contact it was made for", async () => {
    const { server, show, model, chips, emitted, notice, tag } = await shown();
    const answer = gate();
    server.before = async ({ path }) => {
      if (path === "assignments.change") await answer.opened;
    };
    void model.add(tag("Refund"));
    show("crm:2");
    await vi.waitFor(() => expect(chips()).toEqual(["Trial"]));
    answer.open();
    await vi.waitFor(() => expect(emitted.at(-1)).toMatchObject({ name: "tag-added", contact: "crm:1" }));
    expect(chips()).toEqual(["Trial"]);
    expect(notice()).toBeNull();
    expect(server.contacts.get("crm:1")?.tags[0]?.name).toBe("Refund");
    expect(server.contacts.get("crm:2")?.tags).toHaveLength(1);
    await model.add(tag("Trial"));
    expect(server.contacts.get("crm:1")?.tags).toHaveLength(3);
  });

  it("tells of a failure after the switch, with whose it was", async () => {
    const { server, show, model, notice, tag } = await shown();
    const answer = gate();
    server.before = async ({ path }) => {
      if (path !== "assignments.change") return;
      await answer.opened;
      throw server.refuse("tag_not_found", 404);
    };
    void model.add(tag("Refund"));
    show("crm:2");
    answer.open();
    await vi.waitFor(() => expect(notice()).toMatchObject({ kind: "failed", of: [{ name: "Lin" }] }));
  });

  it("names what is lost while the server is away, and sends it once more to the contact it was for", async () => {
    const { server, show, model, notice, tag } = await shown();
    server.before = async ({ path }) => {
      if (path === "assignments.change") throw new TypeError("Failed to fetch");
    };
    await model.add(tag("Refund"));
    const lost = notice();
    expect(lost).toMatchObject({ kind: "failed", name: "Refund", problem: { code: "offline" } });
    server.before = async () => {};
    show("crm:2");
    if (lost?.kind !== "failed") return expect.fail("no failure");
    await lost.again?.();
    expect(server.contacts.get("crm:1")?.tags[0]?.name).toBe("Refund");
    expect(server.contacts.get("crm:2")?.tags).toHaveLength(1);
  });

  it("uses a contact's session again when it comes back, and none of another's", async () => {
    const { server, show, chips } = await shown();
    show("crm:2");
    await vi.waitFor(() => expect(chips()).toEqual(["Trial"]));
    show("crm:1");
    await vi.waitFor(() => expect(chips()).toEqual(["VIP", "Newsletter"]));
    expect(server.tokens).toBe(2);
    const sessionsOf = (contact: string) =>
      new Set(
        server.calls.filter((call) => call.input.contact?.externalId === contact).map((call) => call.session),
      );
    expect(sessionsOf("crm:1").size).toBe(1);
    expect(sessionsOf("crm:1")).not.toEqual(sessionsOf("crm:2"));
  });

  it("shows nothing for nobody, and ends its stream", async () => {
    const { server, show, panel } = await shown();
    show();
    expect(panel.current.value).toBeNull();
    await vi.waitFor(() => expect(server.streams.size).toBe(0));
  });
});
