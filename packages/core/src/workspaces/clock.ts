const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const format = new Intl.DateTimeFormat("en", {
    timeZone,
    calendar: "iso8601",
    numberingSystem: "latn",
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  });
  formats.set(timeZone, format);
  return format;
}

/** The clock on the wall at an instant, as if it were UTC: both in epoch ms. */
function wallClock(at: number, timeZone: string): number {
  const parts = new Map(
    formatOf(timeZone)
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
  const second = Date.UTC(
    part("year"),
    part("month") - 1,
    part("day"),
    part("hour"),
    part("minute"),
    part("second"),
  );
  return second + (((at % 1_000) + 1_000) % 1_000);
}

const hour = 3_600_000;
const day = 86_400_000;

/** The last instant (epoch ms) at which the zone's clocks showed a full hour: not always UTC's. */
export function lastFullHour(now: number, timeZone: string): number {
  return now - (wallClock(now, timeZone) % hour);
}

/** The date on the clocks of a zone at an instant (epoch ms), as UTC's midnight of it, in epoch ms. */
export function dateAt(at: number, timeZone: string): number {
  return Math.floor(wallClock(at, timeZone) / day) * day;
}

/**
 * The first instant (epoch ms) of a day in a zone; the day as UTC's midnight of its date, in epoch ms. A date
 * that the zone skipped begins with the one after it.
 */
export function startOfDay(date: number, timeZone: string): number {
  const offsetAt = (at: number) => wallClock(at, timeZone) - at;
  const offsets = [offsetAt(date - day), offsetAt(date + day)];
  let [before, from] = [date - Math.max(...offsets) - 1, date - Math.min(...offsets)];
  if (wallClock(before + 1, timeZone) === date) return before + 1;
  // Where no clock shows midnight, the day begins when the clocks are changed.
  while (wallClock(from, timeZone) !== date && from - before > 1) {
    const middle = Math.floor((before + from) / 2);
    if (wallClock(middle, timeZone) < date) before = middle;
    else from = middle;
  }
  return from;
}

/** The last `count` days up to the one at `now`, oldest first: date, and first instant (epoch ms). */
export function lastDays(now: number, timeZone: string, count: number): { date: string; from: number }[] {
  const today = dateAt(now, timeZone);
  return Array.from({ length: count }, (_, i) => {
    const date = today - (count - 1 - i) * day;
    return { date: new Date(date).toISOString().slice(0, 10), from: startOfDay(date, timeZone) };
  });
}

/** A day's first instant in a zone, and the first of the next day (epoch ms); `date` is ISO 8601, as 2026-03-01. */
export function dayBounds(date: string, timeZone: string): { from: number; to: number } {
  const midnight = Date.parse(`${date}T00:00:00Z`);
  return { from: startOfDay(midnight, timeZone), to: startOfDay(midnight + day, timeZone) };
}
