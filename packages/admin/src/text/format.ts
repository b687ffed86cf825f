import { fullTime, relativeTime } from "@tagdeck/ui/time";
import { locale } from "./i18n.ts";

export function formatNumber(value: number): string {
  return new Intl.NumberFormat(locale.value).format(value);
}

export function formatRelative(at: string, now: number, timeZone?: string): string {
  return relativeTime(at, now, locale.value, timeZone);
}

export function formatFull(at: string, timeZone?: string): string {
  return fullTime(at, locale.value, timeZone);
}
