import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { tagColors } from "../packages/core/src/tags/color.ts";
import { useBrowser } from "./browser.ts";

// Axe sees the colours of a test's tags only; a tag may have any.

const browser = useBrowser();
const css = ["ui/src/tokens.css", "ui/src/tag-chip.css", "widget/src/panel.css"]
  .map((file) => readFileSync(join(import.meta.dirname, "../packages", file), "utf8"))
  .join("\n");
const drawn = fc.sample(fc.integer({ min: 0, max: 0xffffff }), 600);
const corners = ["#000000", "#ffffff", "#ff0000", "#00ff00", "#0000ff", "#ffff00", "#00ffff", "#ff00ff"];
const colors = [
  ...corners,
  ...tagColors,
  ...drawn.map((number) => `#${number.toString(16).padStart(6, "0")}`),
];

type Measured = { color: string; what: string; contrast: number; wanted: number };

/** How the parts of a chip and of a contact's card contrast with their grounds, as the browser mixes the colours. */
function measure(all: readonly string[]): Measured[] {
  const chip = document.querySelector<HTMLElement>(".td-chip");
  const avatar = document.querySelector<HTMLElement>(".avatar");
  const cross = document.querySelector<HTMLElement>(".td-chip-remove");
  const pen = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  if (!chip || !avatar || !cross || !pen) throw new Error("The page is not as it should be.");
  const luminance = (computed: string) => {
    if (!pen) return Number.NaN;
    pen.fillStyle = computed;
    pen.fillRect(0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0] = [...pen.getImageData(0, 0, 1, 1).data].map((byte) => {
      const value = byte / 255;
      return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const contrast = (text: HTMLElement, ground: HTMLElement) => {
    const [dark = 0, light = 0] = [
      luminance(getComputedStyle(text).color),
      luminance(getComputedStyle(ground).backgroundColor),
    ].sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
  };
  return all.flatMap((color) => {
    chip.style.setProperty("--c", color);
    avatar.style.setProperty("--c", color);
    return [
      { color, what: "name", contrast: contrast(chip, chip), wanted: 4.5 },
      { color, what: "cross", contrast: contrast(cross, chip), wanted: 3 },
      { color, what: "initials", contrast: contrast(avatar, avatar), wanted: 4.5 },
    ];
  });
}

describe.each(["light", "dark"] as const)("in the %s scheme", (colorScheme) => {
  test("whatever colour a tag has, its name and its cross are readable", async () => {
    const page = await browser.open({ colorScheme });
    await page.setContent(`<!doctype html><style>${css}</style><div class="panel td-tokens">
      <span class="td-chip" style="transition: none">VIP <button class="td-chip-remove" type="button">×</button></span>
      <div class="avatar">MS</div></div>`);
    const measured = await page.evaluate(measure, colors);
    expect(measured).toHaveLength(colors.length * 3);
    expect(measured.filter(({ contrast, wanted }) => !(contrast >= wanted))).toEqual([]);
    // It is the browser that has mixed them: the grounds differ.
    expect(new Set(measured.map(({ contrast }) => contrast.toFixed(3))).size).toBeGreaterThan(100);
  });
});
