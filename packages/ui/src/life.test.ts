import { expect, it } from "vitest";
import { messages as en } from "./catalog-en.ts";
import { messages as ja } from "./catalog-ja.ts";
import { messages as zhTw } from "./catalog-zh-tw.ts";
import { createI18n } from "./i18n.ts";
import { lifeText } from "./life.ts";

const end = "2026-03-03T00:00:00.000Z";
const english = createI18n("en", en);

it.each([
  ["2026-03-01T00:00:00Z", "1 day left"],
  ["2026-03-01T23:59:59Z", "1 day left"],
  ["2026-03-02T00:00:00Z", "ends today"],
  ["2026-03-02T23:59:59Z", "ends today"],
  ["2026-02-28T12:00:00Z", "2 days left"],
])("at %s what goes with the end of 2 March has %s", (now, text) => {
  expect(lifeText(end, Date.parse(now), english, "UTC")).toBe(text);
});

// The day the clocks are put back has 25 hours, the one they are put forward has 23.
it.each([
  ["2026-10-24T00:30:00+02:00", "2026-10-26T00:00:00+01:00", "1 day left"],
  ["2026-10-25T00:30:00+02:00", "2026-10-26T00:00:00+01:00", "ends today"],
  ["2026-03-28T23:30:00+01:00", "2026-03-30T00:00:00+02:00", "1 day left"],
])("days are those of the zone: at %s what ends at %s has %s", (now, expiresAt, text) => {
  expect(lifeText(expiresAt, Date.parse(now), english, "Europe/Berlin")).toBe(text);
});

it("is said in each language", () => {
  const now = Date.parse("2026-02-24T12:00:00Z");
  expect(lifeText(end, now, createI18n("zh-TW", zhTw), "UTC")).toBe("剩 6 天");
  expect(lifeText(end, now, createI18n("ja", ja), "UTC")).toBe("残り 6 日");
});
