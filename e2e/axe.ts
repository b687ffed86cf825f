import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";
import { expect } from "vitest";

/** Fails on any violation of what axe knows, in light and in dark. */
export async function expectAccessible(page: Page): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await settle(page);
    // Without frames the legacy mode finds the same and spares a blank page for each run.
    const axe = new AxeBuilder({ page }).setLegacyMode(true);
    // Under forced colours axe reads those that are not shown.
    if (await page.evaluate(() => matchMedia("(forced-colors: active)").matches))
      axe.disableRules("color-contrast");
    const { violations } = await axe.analyze();
    const found = violations.map(({ id, nodes }) => {
      const [first] = nodes;
      return `${id} (${nodes.length}): ${first?.target.join(" ") ?? ""}: ${first?.failureSummary ?? ""}`;
    });
    expect(found, `${page.url()} (${colorScheme})`).toEqual([]);
  }
}

// Colours that are on their way from light to dark are nobody's colours.
async function settle(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const moving = () => document.getAnimations().some(({ playState }) => playState === "running");
    for (let still = 0, frames = 0; still < 3 && frames < 300; frames += 1) {
      await new Promise(requestAnimationFrame);
      still = moving() ? 0 : still + 1;
    }
  });
}
