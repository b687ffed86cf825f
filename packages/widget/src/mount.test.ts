// @vitest-environment node
import { expect, it } from "vitest";

it("can be imported where there is no DOM", async () => {
  expect(typeof document).toBe("undefined");
  const { mount } = await import("./mount.ts");
  expect(mount).toBeTypeOf("function");
});
