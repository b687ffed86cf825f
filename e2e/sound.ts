import type { Page } from "playwright-core";
import { expect } from "vitest";

/** Fails where a panel of the page is cut off, wider than its place, or unreadable. */
export async function expectSound(page: Page): Promise<void> {
  await expect.poll(() => faults(page)).toEqual([]);
}

// Sizes before any transform, and places within the panel: a page may turn and scale what it shows.
const faults = (page: Page) =>
  page.evaluate(() => {
    const found: string[] = [];
    for (const panel of document.querySelectorAll("tagdeck-panel")) {
      const elements = [...(panel.shadowRoot?.querySelectorAll<HTMLElement>("*:not(svg, svg *)") ?? [])];
      if (elements.length === 0) found.push("nothing is shown");
      const whole = elements[0]?.getBoundingClientRect();
      for (const element of elements) if (whole) check(element, whole);
    }
    return found;

    function check(element: HTMLElement, whole: DOMRect): void {
      const style = getComputedStyle(element);
      const visible = element.checkVisibility({ visibilityProperty: true });
      if (!visible || element.closest(".td-sr, textarea")) return;
      const fault = (what: string) => found.push(`${element.className || element.localName}: ${what}`);
      const { left, right, bottom } = element.getBoundingClientRect();
      const scrolled = element.closest(".td-picker-list") !== null;
      if (!scrolled && (left < whole.left - 1 || right > whole.right + 1 || bottom > whole.bottom + 1))
        fault("outside the panel");
      if (style.display !== "inline" && element.localName !== "input") {
        const { scrollWidth, clientWidth, scrollHeight, clientHeight } = element;
        const cut = style.textOverflow === "ellipsis";
        if (!cut && scrollWidth > clientWidth + 1) fault(`${scrollWidth} wide in ${clientWidth}`);
        if (style.overflowY === "hidden" && scrollHeight > clientHeight + 1)
          fault(`${scrollHeight} high in ${clientHeight}`);
        if (cut && clientWidth < 16) fault(`only ${clientWidth} wide`);
      }
      const isText = [...element.childNodes].some(
        (node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim(),
      );
      if (!isText) return;
      const { fontSize, letterSpacing, textTransform, writingMode } = style;
      const size = parseFloat(fontSize);
      if (size < 11 || size > 16) fault(`text of ${fontSize}`);
      if (letterSpacing !== "normal" || textTransform !== "none" || writingMode !== "horizontal-tb")
        fault(`${letterSpacing} ${textTransform} ${writingMode}`);
    }
  });
