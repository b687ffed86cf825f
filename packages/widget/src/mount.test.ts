// @vitest-environment node
import { expect, expectTypeOf, it } from "vitest";
import type { PanelEvents, PanelHandle } from "./host-api.ts";

it("can be imported where there is no DOM", async () => {
  expect(typeof document).toBe("undefined");
  const { mount } = await import("./mount.ts");
  expect(mount).toBeTypeOf("function");
});

it("tells TypeScript what the page has", () => {
  expectTypeOf<HTMLElementTagNameMap["tagdeck-panel"]["ready"]>().toEqualTypeOf<Promise<void>>();
  expectTypeOf<DocumentEventMap["tagdeck-change"]["detail"]>().toEqualTypeOf<PanelEvents["change"]>();
  expectTypeOf<Awaited<ReturnType<NonNullable<Window["Tagdeck"]>["mount"]>>>().toEqualTypeOf<PanelHandle>();
});
