import { expect, it } from "vitest";
import { fullTime, relativeTime } from "./time.ts";

const now = Date.parse("2026-11-22T12:00:00Z");
const ago = (ms: number) => new Date(now - ms).toISOString();
const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

it.each([
  [-5_000, "now", "現在", "今"],
  [59_000, "now", "現在", "今"],
  [9 * minute, "9 min", "9 分鐘前", "9分前"],
  [2 * hour + 59 * minute, "2 h", "2 小時前", "2時間前"],
  [21 * day, "1 Nov", "11月1日", "11月1日"],
  [386 * day, "1 Nov 2025", "2025年11月1日", "2025年11月1日"],
])("what was %d ms ago reads %s", (age, en, zhTw, ja) => {
  const read = (locale: string) => relativeTime(ago(age), now, locale, "UTC").replaceAll(/\s/gu, " ");
  expect([read("en"), read("zh-TW"), read("ja")]).toEqual([en, zhTw, ja]);
});

it("takes the day and the year from the workspace's time zone", () => {
  const lateNewYear = Date.parse("2025-12-31T20:00:00Z");
  const at = "2025-12-30T17:00:00Z";
  expect(relativeTime(at, lateNewYear, "en", "Asia/Taipei")).toBe("31 Dec 2025");
  expect(relativeTime(at, lateNewYear, "en", "UTC")).toBe("30 Dec");
  expect(fullTime(at, "en", "Asia/Taipei")).toBe("31 Dec 2025, 01:00");
});
