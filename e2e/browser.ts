import { join } from "node:path";
import { tmpdir } from "node:os";
import {
  chromium,
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  type Page,
} from "playwright-core";
import { afterAll, beforeAll, expect, onTestFinished } from "vitest";
import { findBrowser } from "../scripts/find-browser.mjs";

export const desktop = { width: 1280, height: 800 };
export const phone = { width: 360, height: 740 };

const flags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
];

/** One Chromium for the tests of a file; each test opens people of its own in it. `goingBack`: it keeps pages for that. */
export function useBrowser({ goingBack = false } = {}): {
  open: (options?: BrowserContextOptions & { refusal?: RegExp }) => Promise<Page>;
} {
  let browser: Browser | undefined;
  beforeAll(async () => {
    const executablePath = await findBrowser();
    if (executablePath === null) throw new Error("No Chromium found: set CHROMIUM_PATH.");
    const ignoreDefaultArgs = goingBack ? ["--disable-back-forward-cache"] : [];
    browser = await chromium.launch({ executablePath, args: flags, ignoreDefaultArgs });
  });
  afterAll(() => browser?.close());

  return {
    open: async ({ refusal, ...options } = {}) => {
      if (browser === undefined) throw new Error("Open pages in tests, not before.");
      const context = await browser.newContext({
        viewport: desktop,
        locale: "en",
        reducedMotion: "reduce",
        ...options,
      });
      context.setDefaultTimeout(10_000);
      watch(context, refusal);
      return context.newPage();
    },
  };
}

// A page that throws, or does what its content security policy forbids, fails its test whatever it shows; unless it
// is this refusal that the test is about.
function watch(context: BrowserContext, refusal?: RegExp): void {
  const faults: string[] = [];
  context.on("weberror", (error) => faults.push(String(error.error())));
  context.on("console", (message) => {
    if (/content security policy|trusted ?type|refused to/i.test(message.text())) faults.push(message.text());
  });
  onTestFinished(async ({ task }) => {
    if (task.result?.state === "fail") await keepPictures(context, task.id);
    await context.close();
    expect(faults.filter((fault) => !refusal?.test(fault))).toEqual([]);
  });
}

async function keepPictures(context: BrowserContext, name: string): Promise<void> {
  for (const [index, page] of context.pages().entries()) {
    const path = join(tmpdir(), `tagdeck-e2e-${name}-${new URL(page.url()).port}-${index}.png`);
    await page.screenshot({ path });
    console.error(`${page.url()} looked like ${path}`);
  }
}
