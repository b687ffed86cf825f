import { afterEach, expect, it, vi } from "vitest";
import { createFakeServer } from "./testing/fake-server.ts";
import { gate, openPanel } from "./testing/panel.ts";

const opened: ReturnType<typeof openPanel>[] = [];
afterEach(() => {
  for (const { panel } of opened.splice(0)) panel.dispose();
});

const day = 86_400_000;

/** A panel with a contact whose tag "Trial" ends after so many ms. */
async function aTrial(left: number) {
  const server = createFakeServer();
  const lin = server.contact("crm:1", { name: "Lin" }, ["Newsletter", "Trial"]);
  const [trial = expect.fail()] = lin.tags;
  trial.expiresAt = new Date(Date.now() + left).toISOString();
  const panel = openPanel(server);
  opened.push(panel);
  panel.show("crm:1");
  await vi.waitFor(() => expect(panel.chips()).toEqual(["Trial", "Newsletter"]));
  const model = panel.panel.current.value ?? expect.fail();
  const ends = () => model.chips.value.map(({ expiresAt }) => expiresAt);
  return { server, panel, model, trial, ends };
}

it("a tag that runs out is gone at the instant, and the host is told", async () => {
  const { server, panel } = await aTrial(300);
  await vi.waitFor(() => expect(panel.chips()).toEqual(["Newsletter"]));
  expect(panel.names()).toEqual(["change", "change"]);
  expect(server.calls.filter(({ path }) => path === "contacts.get")).toHaveLength(1);
});

it("being extended is shown at once, and goes back with the reason when it fails", async () => {
  const { server, panel, model, trial, ends } = await aTrial(2 * day);
  const before = trial.expiresAt;
  const { opened: answered, open } = gate();
  server.before = async ({ path }) => {
    if (path !== "assignments.extend") return;
    await answered;
    throw new TypeError("Failed to fetch");
  };
  const done = model.extend(trial, { by: "days", days: 7 });
  await vi.waitFor(() => expect(ends()[0]).toBe(new Date(Date.parse(before ?? "") + 7 * day).toISOString()));
  open();
  await done;
  expect(ends()[0]).toBe(before);
  expect(panel.notice()).toMatchObject({ kind: "failed", name: "Trial" });
});

it("can be made to stay, and have its end back", async () => {
  const { panel, model, trial, ends } = await aTrial(2 * day);
  const before = trial.expiresAt;
  await model.extend(trial, { by: "never" });
  expect(ends()).toEqual([null, null]);
  expect(model.chips.value[0]?.expiry).toBe("never");
  const notice = panel.notice();
  if (notice?.kind !== "saved") return expect.fail("not saved");
  await notice.undo();
  expect(ends()[0]).toBe(before);
  expect(panel.notice()).toEqual({ kind: "undone", leftAlone: 0 });
});

it("of several contacts it says when the first loses the tag, and all are extended as one change", async () => {
  const server = createFakeServer();
  const [lin, marco] = ["crm:1", "crm:2"].map((id) => server.contact(id, {}, ["Trial"]));
  const ofLin = lin?.tags[0] ?? expect.fail();
  const ofMarco = marco?.tags[0] ?? expect.fail();
  const end = (days: number) => new Date(Math.floor(Date.now() / day) * day + days * day).toISOString();
  [ofLin.expiresAt, ofMarco.expiresAt] = [end(9), end(2)];
  const panel = openPanel(server);
  opened.push(panel);
  panel.show("crm:1", "crm:2");
  await vi.waitFor(() => expect(panel.shares()).toEqual(["Trial 2"]));
  const model = panel.panel.current.value ?? expect.fail();
  const ends = () => model.chips.value.map(({ expiresAt }) => expiresAt);
  expect(ends()).toEqual([end(2)]);
  await model.extend(ofLin, { by: "days", days: 7 });
  expect([ofLin.expiresAt, ofMarco.expiresAt]).toEqual([end(16), end(9)]);
  expect(ends()).toEqual([end(9)]);
  const notice = panel.notice();
  if (notice?.kind !== "saved") return expect.fail("not saved");
  await notice.undo();
  expect(ends()).toEqual([end(2)]);
  expect(server.calls.map(({ path }) => path)).toContain("operations.undo");
});

// An answer that came after the end set a timer that nobody cleared.
it("no timer is left when an answer comes after the end", async () => {
  const { server, panel, model, trial } = await aTrial(2 * day);
  const { opened: answered, open } = gate();
  server.before = ({ path }) => (path === "assignments.extend" ? answered : Promise.resolve());
  const done = model.extend(trial, { by: "days", days: 7 });
  await vi.waitFor(() => expect(server.calls.some(({ path }) => path === "assignments.extend")).toBe(true));
  panel.panel.dispose();
  const timers = vi.spyOn(globalThis, "setTimeout");
  open();
  await done;
  expect(timers.mock.calls.filter(([, ms]) => (ms ?? 0) > 60_000)).toEqual([]);
  timers.mockRestore();
});
