import { afterAll, beforeAll, describe, test } from "vitest";
import { expectAccessible } from "./axe.ts";
import { useBrowser } from "./browser.ts";
import { actOut, startPictureHost, type PictureHost } from "./picture-host.ts";
import { pictures } from "./picture-states.ts";
import { expectSound } from "./sound.ts";

const browser = useBrowser();
let host: PictureHost;

beforeAll(async () => {
  host = await startPictureHost();
});
afterAll(() => host.close());

describe.each(Object.entries(pictures))("%s: axe finds nothing, and nothing is cut off", (_, states) => {
  test.each(states)("$caption", async (state) => {
    const page = await browser.open({ viewport: { width: 320, height: 640 }, timezoneId: "Asia/Taipei" });
    await actOut(page, `http://${host.address}/`, host, state);
    await expectSound(page);
    await expectAccessible(page);
  });
});
