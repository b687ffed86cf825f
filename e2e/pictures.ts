// Makes docs/images/panel-*.png anew: `node e2e/pictures.ts`, after `npm run build`.
import { mkdirSync, writeFileSync } from "node:fs";
import { mock } from "node:test";
import { join } from "node:path";
import { chromium, type Browser } from "playwright-core";
import { findBrowser } from "../scripts/find-browser.mjs";
import { now, pictures, type State } from "./picture-states.ts";
import { actOut, startPictureHost, type PictureHost } from "./picture-host.ts";

const folder = join(import.meta.dirname, "../docs/images");
const themes = ["light", "dark"] as const;
const grounds = { light: "#e9ebee", dark: "#24282e" };
const site = "http://chat.example.com/";
type Theme = (typeof themes)[number];

async function picture(browser: Browser, host: PictureHost, theme: Theme, state: State): Promise<Buffer> {
  const context = await browser.newContext({
    viewport: { width: 320, height: 640 },
    colorScheme: theme,
    reducedMotion: "reduce",
    locale: "en",
    timezoneId: "Asia/Taipei",
  });
  context.setDefaultTimeout(10_000);
  const page = await context.newPage();
  await page.clock.setFixedTime(now);
  const panel = await actOut(page, site, host, state);
  await page.evaluate(() => document.fonts.ready);
  const taken = await panel.screenshot({ caret: "hide", animations: "disabled" });
  await context.close();
  return taken;
}

async function sheet(
  browser: Browser,
  theme: Theme,
  shots: { caption: string; png: Buffer }[],
): Promise<Buffer> {
  const page = await browser.newPage({ viewport: { width: 1040, height: 100 }, colorScheme: theme });
  const figures = shots.map(
    ({ caption, png }) =>
      `<figure><img src="data:image/png;base64,${png.toString("base64")}"><figcaption>${caption}</figcaption></figure>`,
  );
  await page.setContent(`<!doctype html><html lang="en"><meta charset="utf-8"><style>
    :root { color-scheme: ${theme} }
    body { display: grid; grid-template-columns: repeat(3, 320px); gap: 20px; margin: 0; padding: 20px; background: ${grounds[theme]}; font: 13px/1.4 system-ui, sans-serif }
    figure { display: flex; flex-direction: column; gap: 8px; margin: 0 } img { border-radius: 8px } figcaption { padding: 0 4px }</style>
    ${figures.join("")}`);
  const taken = await page.screenshot({ fullPage: true });
  await page.close();
  return taken;
}

const executablePath = await findBrowser();
if (executablePath === null) throw new Error("No Chromium found: set CHROMIUM_PATH.");
// What the fake server and the page say of time is the same in every run.
mock.timers.enable({ apis: ["Date"], now });
const host = await startPictureHost();
const browser = await chromium.launch({
  executablePath,
  args: [
    "--no-sandbox",
    "--disable-gpu",
    "--font-render-hinting=none",
    `--host-resolver-rules=MAP ${new URL(site).host} ${host.address}`,
  ],
});
const only = process.argv[2];
mkdirSync(folder, { recursive: true });
try {
  for (const [group, states] of Object.entries(pictures)) {
    if (only !== undefined && only !== group) continue;
    for (const theme of themes) {
      const shots = [];
      for (const state of states)
        shots.push({ caption: state.caption, png: await picture(browser, host, theme, state) });
      const png = await sheet(browser, theme, shots);
      const file = `panel-${group}-${theme}.png`;
      writeFileSync(join(folder, file), png);
      console.log(`${file}: ${Math.round(png.length / 1_000)} kB`);
    }
  }
} finally {
  host.close();
  await browser.close();
}
