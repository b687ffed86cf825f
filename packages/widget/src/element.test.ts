import { afterAll, expect, it, vi } from "vitest";
import type { PanelHandle } from "./host-api.ts";

afterAll(() => document.body.replaceChildren());

it("takes the calls that were made before it had loaded, and those after", async () => {
  const waiting = new Promise<PanelHandle>((resolve) => {
    window.Tagdeck = {
      mount: () => expect.fail("the stub's own mount was called"),
      q: [[[document.body, { workspace: "acme", contact: null }], resolve]],
    };
  });
  await import("./element.tsx");
  const handle = await waiting;
  await handle.ready;
  expect(document.querySelector("tagdeck-panel")?.shadowRoot?.textContent).toContain("Choose a conversation");

  const later = window.Tagdeck?.mount("body", { workspace: "acme", contact: null });
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
