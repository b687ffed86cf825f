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
