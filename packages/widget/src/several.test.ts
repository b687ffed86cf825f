import { afterEach, describe, expect, it, vi } from "vitest";
import { createFakeServer } from "./testing/fake-server.ts";
import { gate, openPanel } from "./testing/panel.ts";

const opened: ReturnType<typeof openPanel>[] = [];
/** A panel that shows three contacts: all have VIP, two have Trial. */
async function shown(server = createFakeServer()) {
  const [vip, trial, refund] = [server.tag("VIP"), server.tag("Trial"), server.tag("Refund")];
  server.contact("crm:1", { name: "Lin" }, ["VIP"]);
  server.contact("crm:2", { name: "Marco" }, ["Trial", "VIP"]);
  server.contact("crm:3", { name: "Priya" }, ["Trial", "VIP"]);
  const panel = openPanel(server);
  opened.push(panel);
  panel.show("crm:1", "crm:2", "crm:3");
  await vi.waitFor(() => expect(panel.shares()).toEqual(["Trial 2", "VIP 3"]));
  await vi.waitFor(() => expect(server.streams.size).toBe(1));
  const model = panel.panel.current.value ?? expect.fail("nothing is shown");
  const calls = (path: string) => server.calls.filter((call) => call.path === path);
  const namesOn = (externalId: string) => server.contacts.get(externalId)?.tags.map(({ name }) => name);
  const undo = async () => {
    const said = panel.notice();
    if (said && "undo" in said) await said.undo();
    else expect.fail("there is nothing to undo");
  };
  return { ...panel, model, calls, namesOn, undo, vip, trial, refund };
}
afterEach(() => {
  for (const { panel } of opened.splice(0)) panel.dispose();
});

describe("several contacts", () => {
  it("are read in one call with one session, without their history", async () => {
    const { server, model, calls, emitted } = await shown();
    expect(calls("contacts.getMany")).toHaveLength(1);
    expect(calls("contacts.history")).toEqual([]);
    expect(server.tokens).toBe(1);
    expect(model.applied.value).toEqual(new Set([...server.tags.values()].slice(0, 1).map(({ id }) => id)));
    expect(emitted).toMatchObject([
      {
        name: "change",
        contact: null,
        contacts: ["crm:1", "crm:2", "crm:3"],
        detail: { tags: [{ name: "Trial", contactCount: 2 }, { contactCount: 3 }] },
      },
    ]);
  });

  it("get a tag as one change, at once, and lose it as one", async () => {
    const { server, model, refund, shares, chips, calls, notice, undo, namesOn, emitted } = await shown();
    const answer = gate();
    server.before = () => answer.opened;
    void model.add(refund);
    expect(shares()).toEqual(["Refund 3", "Trial 2", "VIP 3"]);
    expect(chips()?.[0]).toBe("Refund…");
    answer.open();
    await vi.waitFor(() => expect(notice()).toMatchObject({ kind: "added", count: 3, full: 0 }));
    expect(calls("assignments.changeMany")).toHaveLength(1);
    expect(emitted.filter(({ name }) => name === "tag-added")).toMatchObject([
      { contact: null, contacts: ["crm:1", "crm:2", "crm:3"] },
    ]);
    await undo();
    expect(shares()).toEqual(["Trial 2", "VIP 3"]);
    expect(namesOn("crm:2")).not.toContain("Refund");
    expect(notice()).toEqual({ kind: "undone", leftAlone: 0 });
    expect(emitted.at(-1)).toMatchObject({ name: "tag-removed", contacts: ["crm:1", "crm:2", "crm:3"] });
  });

  it("are given a tag that some have: only the rest change, and the chip keeps its place", async () => {
    const { model, trial, shares, notice, emitted, undo } = await shown();
    await model.add(trial);
    expect(shares()).toEqual(["Trial 3", "VIP 3"]);
    expect(notice()).toMatchObject({ kind: "added", count: 1 });
    expect(emitted.at(-1)).toMatchObject({ name: "tag-added", contact: "crm:1", contacts: ["crm:1"] });
    await undo();
    expect(shares()).toEqual(["Trial 2", "VIP 3"]);
  });

  it("lose a tag that some have, and those get it back", async () => {
    const { model, trial, shares, notice, undo, namesOn } = await shown();
    await model.remove(trial.id);
    expect(shares()).toEqual(["VIP 3"]);
    expect(notice()).toMatchObject({ kind: "removed", name: "Trial", count: 2 });
    await undo();
    expect(shares()).toContain("Trial 2");
    expect(namesOn("crm:1")).toEqual(["VIP"]);
  });

  it("get a tag that is created in the same step", async () => {
    const { model, shares, notice, names } = await shown();
    await model.create("Gold");
    expect(shares()?.[0]).toBe("Gold 3");
    expect(notice()).toMatchObject({ kind: "created", count: 3 });
    expect(names()).toEqual(["change", "before-add", "change", "tag-created", "tag-added"]);
  });

  it("that have no room are told, and are left out", async () => {
    const { server, model, refund, shares, notice, emitted, undo } = await shown();
    server.limit.max = 2;
    await model.add(refund);
    expect(shares()).toEqual(["Refund 1", "Trial 2", "VIP 3"]);
    expect(notice()).toMatchObject({ kind: "added", count: 1, full: 2 });
    expect(emitted.at(-1)).toMatchObject({ contacts: ["crm:1"] });
    await undo();
    server.limit.max = 1;
    await model.add(refund);
    expect(notice()).toEqual({ kind: "full", full: 3 });
  });

  it("tell what an undo left alone, because it was changed again", async () => {
    const { server, model, refund, notice, undo, shares, emitted } = await shown();
    await model.add(refund);
    const lin = server.contacts.get("crm:1") ?? expect.fail();
    server.take(lin, refund);
    server.apply(lin, refund);
    await undo();
    expect(notice()).toEqual({ kind: "undone", leftAlone: 1 });
    expect(shares()).toContain("Refund 1");
    expect(emitted.at(-1)).toMatchObject({ name: "tag-removed", contacts: ["crm:2", "crm:3"] });
  });

  it("stay as they were when it fails, and the reason is said", async () => {
    const { server, model, trial, shares, notice } = await shown();
    const answer = gate();
    server.before = async () => {
      await answer.opened;
      throw server.refuse("forbidden", 403);
    };
    void model.add(trial);
    expect(shares()).toEqual(["Trial 3", "VIP 3"]);
    answer.open();
    await vi.waitFor(() => expect(shares()).toEqual(["Trial 2", "VIP 3"]));
    expect(notice()).toMatchObject({ kind: "failed", problem: { code: "forbidden" } });
  });

  it("follow what others change about one of them, and about a tag", async () => {
    const { server, shares, chips, vip } = await shown();
    const marco = server.contacts.get("crm:2") ?? expect.fail();
    server.take(marco, vip);
    server.publish("crm:2", { contacts: [marco] });
    await vi.waitFor(() => expect(shares()).toEqual(["Trial 2", "VIP 2"]));
    server.publish(null, { tags: [{ ...vip, name: "Gold" }] });
    await vi.waitFor(() => expect(chips()).toEqual(["Trial", "Gold"]));
    server.publish(null, { removedTagIds: [vip.id] });
    await vi.waitFor(() => expect(shares()).toEqual(["Trial 2"]));
  });

  it("keep a change that is under way when others come on screen", async () => {
    const { server, show, model, refund, shares, notice, namesOn } = await shown();
    const answer = gate();
    server.before = async ({ path }) => {
      if (path === "assignments.changeMany") await answer.opened;
    };
    void model.add(refund);
    show("crm:2", "crm:3");
    await vi.waitFor(() => expect(shares()).toEqual(["VIP 2", "Trial 2"]));
    answer.open();
    await vi.waitFor(() => expect(namesOn("crm:1")).toContain("Refund"));
    await vi.waitFor(() => expect(shares()).toEqual(["Refund 2", "VIP 2", "Trial 2"]));
    expect(notice()).toBeNull();
    show("crm:1");
    await vi.waitFor(() => expect(shares()).toEqual(["Refund 1", "VIP 1"]));
    show();
    expect(shares()).toBeNull();
  });

  it("are named when a change fails after the switch", async () => {
    const { server, show, model, refund, notice } = await shown();
    const answer = gate();
    server.before = async ({ path }) => {
      if (path !== "assignments.changeMany") return;
      await answer.opened;
      throw server.refuse("tag_not_found", 404);
    };
    void model.add(refund);
    show("crm:2");
    answer.open();
    const of = [{ name: "Lin" }, { name: "Marco" }, { name: "Priya" }];
    await vi.waitFor(() => expect(notice()).toMatchObject({ kind: "failed", of }));
  });

  it("may be a hundred; more are not even asked for", async () => {
    const server = createFakeServer();
    const panel = openPanel(server);
    opened.push(panel);
    panel.show(...Array.from({ length: 101 }, (_, index) => `crm:${index}`));
    const problem = () => panel.panel.current.value?.problem.value;
    await vi.waitFor(() => expect(problem()).toMatchObject({ code: "invalid_input", details: { max: 100 } }));
    expect(panel.emitted).toMatchObject([
      { name: "error", detail: { code: "invalid_input", retryable: false } },
    ]);
    expect(server.calls).toEqual([]);
    panel.show(...Array.from({ length: 100 }, (_, index) => `crm:${index}`));
    await vi.waitFor(() => expect(panel.panel.current.value?.contacts.value).toHaveLength(100));
  });
});
