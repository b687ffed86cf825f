// @vitest-environment node
import { createElement } from "react";
import { renderToString } from "react-dom/server";
import { expect, it } from "vitest";
import { TagdeckPanel } from "./tagdeck-panel.ts";

it("renders its place where there is no DOM", () => {
  expect(typeof document).toBe("undefined");
  const panel = createElement(TagdeckPanel, { workspace: "acme", contact: null, className: "side" });
  expect(renderToString(panel)).toBe('<div class="side"></div>');
});
