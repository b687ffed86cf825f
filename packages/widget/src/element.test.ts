import { afterAll, expect, it, vi } from "vitest";
import type { PanelHandle, PanelOptions } from "./host-api.ts";

afterAll(() => document.body.replaceChildren());

it("takes the calls that were made before it had loaded, whatever one of them does, and those after", async () => {
  const options: PanelOptions = { workspace: "acme", contact: null };
  type Queue = NonNullable<NonNullable<typeof window.Tagdeck>["q"]>;
  const q: Queue = [];
  window.Tagdeck = { mount: () => expect.fail("the stub's own mount was called"), q };
  const called = (target: Element | string) =>
    new Promise<PanelHandle>((resolve) => q.push([[target, options], resolve]));
  const wrong = expect(called("#nowhere")).rejects.toThrow("there is no #nowhere");
  const waiting = called(document.body);
  await import("./element.tsx");
  await wrong;
  const handle = await waiting;
  await handle.ready;
  expect(document.querySelector("tagdeck-panel")?.shadowRoot?.textContent).toContain("Choose a conversation");

  const later = await window.Tagdeck?.mount("body", { workspace: "acme", contact: null });
  expect(document.querySelectorAll("tagdeck-panel")).toHaveLength(2);
  later?.destroy();
  handle.destroy();
  expect(document.querySelector("tagdeck-panel")).toBeNull();
});

it("may be loaded twice", async () => {
  const { Tagdeck } = window;
  vi.resetModules();
  await import("./element.tsx");
  expect(window.Tagdeck).toBe(Tagdeck);
});
