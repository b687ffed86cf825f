// @vitest-environment node
import { createSSRApp } from "vue";
import { renderToString } from "vue/server-renderer";
import { expect, it } from "vitest";
import { TagdeckPanel } from "./tagdeck-panel.ts";

it("renders its place where there is no DOM", async () => {
  expect(typeof document).toBe("undefined");
  const app = createSSRApp(TagdeckPanel, { workspace: "acme", contact: null, class: "side" });
  expect(await renderToString(app)).toBe('<div class="side"></div>');
});
