const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

// "en" alone means the American order to Intl; the product writes "1 Nov".
const formatLocale = (locale: string) => (locale === "en" ? "en-GB" : locale);

function inUnits(locale: string, count: number, unit: "minute" | "hour"): string {
  const english = locale.startsWith("en");
  const parts = new Intl.NumberFormat(locale, {
    style: "unit",
    unit,
    unitDisplay: english && unit === "hour" ? "narrow" : "short",
  }).formatToParts(count);
  return parts.map((part) => part.value).join(english && parts.length === 2 ? " " : "");
}

/** How long ago an ISO 8601 instant was, as short as it can be said: "now", "9 min", "2 h", "1 Nov", "1 Nov 2025". */
export function relativeTime(at: string, now: number, locale: string, timeZone?: string): string {
  const then = new Date(at);
  const age = now - then.getTime();
  if (age < minute) return new Intl.RelativeTimeFormat(locale, { numeric: "auto" }).format(0, "second");
  if (age < hour) return inUnits(locale, Math.floor(age / minute), "minute");
  if (age < day) return inUnits(locale, Math.floor(age / hour), "hour");
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
