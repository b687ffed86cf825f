const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

// "en" alone means the American order to Intl; the product writes "1 Nov".
const formatLocale = (locale: string) => (locale === "en" ? "en-GB" : locale);

function ago(locale: string, count: number, unit: "minute" | "hour"): string {
  // "9 min" and "2 h" are enough in English; "9 分" alone would be a length of time.
  if (!locale.startsWith("en"))
    return new Intl.RelativeTimeFormat(locale, { style: "narrow" }).format(-count, unit);
  const unitDisplay = unit === "hour" ? "narrow" : "short";
  const parts = new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay }).formatToParts(count);
  return parts
    .map(({ value }) => value.trim())
    .filter(Boolean)
    .join(" ");
}

/** How long ago an ISO 8601 instant was, as short as it can be said: "now", "9 min", "2 h", "1 Nov", "1 Nov 2025". */
export function relativeTime(at: string, now: number, locale: string, timeZone?: string): string {
  const then = new Date(at);
  const age = now - then.getTime();
  if (age < minute) return new Intl.RelativeTimeFormat(locale, { numeric: "auto" }).format(0, "second");
  if (age < hour) return ago(locale, Math.floor(age / minute), "minute");
  if (age < day) return ago(locale, Math.floor(age / hour), "hour");
  const year = (date: Date | number) =>
    new Intl.DateTimeFormat("en", { year: "numeric", timeZone }).format(date);
  return new Intl.DateTimeFormat(formatLocale(locale), {
    day: "numeric",
    month: "short",
    ...(year(then) === year(now) ? {} : { year: "numeric" }),
    timeZone,
  }).format(then);
}

/** An ISO 8601 instant in full, for a tooltip or a table. */
export function fullTime(at: string, locale: string, timeZone?: string): string {
  return new Intl.DateTimeFormat(formatLocale(locale), {
    dateStyle: "medium",
    timeStyle: "short",
    timeZone,
  }).format(new Date(at));
}
