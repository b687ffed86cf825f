import { fullTime, relativeTime } from "@tagdeck/ui/time";
import { locale } from "./i18n.ts";

export function formatNumber(value: number): string {
  return new Intl.NumberFormat(locale.value).format(value);
}

/** "A, B and C" */
export function formatList(items: readonly string[]): string {
  return new Intl.ListFormat(locale.value === "en" ? "en-GB" : locale.value).format(items);
}

const minute = 60_000;
const hour = 60 * minute;

/** "now", "9 min ago", "2 hr ago", then the date: "1 Nov". */
export function formatRelative(at: string, now: number, timeZone?: string): string {
  const age = now - Date.parse(at);
  if (age < minute || age >= 24 * hour) return relativeTime(at, now, locale.value, timeZone);
  const words = new Intl.RelativeTimeFormat(locale.value === "en" ? "en-GB" : locale.value, {
    style: "short",
  });
  return age < hour
    ? words.format(-Math.floor(age / minute), "minute")
    : words.format(-Math.floor(age / hour), "hour");
}

export function formatFull(at: string, timeZone?: string): string {
  return fullTime(at, locale.value, timeZone);
}

/** "23 December 2026" */
export function formatDay(at: string, timeZone?: string): string {
  return new Intl.DateTimeFormat(locale.value === "en" ? "en-GB" : locale.value, {
    dateStyle: "long",
    ...(timeZone !== undefined && { timeZone }),
  }).format(Date.parse(at));
}

/** "14:00" */
export function formatClock(at: string, timeZone?: string): string {
  return new Intl.DateTimeFormat(locale.value === "en" ? "en-GB" : locale.value, {
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    ...(timeZone !== undefined && { timeZone }),
  }).format(Date.parse(at));
}

/** "96 kB" of bytes. */
export function formatSize(bytes: number): string {
  const [value, unit] =
    bytes < 1_000
      ? ([bytes, "byte"] as const)
      : bytes < 1_000_000
        ? ([bytes / 1_000, "kilobyte"] as const)
        : ([bytes / 1_000_000, "megabyte"] as const);
  return new Intl.NumberFormat(locale.value, {
    style: "unit",
    unit,
    maximumFractionDigits: value < 10 && unit !== "byte" ? 1 : 0,
  }).format(value);
}
