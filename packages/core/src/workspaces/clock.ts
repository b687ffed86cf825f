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

/** The first instant (epoch ms) of a day in a zone; the day as UTC's midnight of its date, in epoch ms. */
function startOfDay(date: number, timeZone: string): number {
  const offsetAt = (at: number) => wallClock(at, timeZone) - at;
  const [before, after] = [offsetAt(date - day), offsetAt(date + day)];
  const starts = [date - Math.max(before, after), date - Math.min(before, after)];
  // Where clocks are put forward at midnight, no clock shows it: the day begins with the change.
  return starts.find((at) => wallClock(at, timeZone) === date) ?? date - before;
}

/** The last `count` days up to the one at `now`, oldest first: date, and first instant (epoch ms). */
export function lastDays(now: number, timeZone: string, count: number): { date: string; from: number }[] {
  const clock = wallClock(now, timeZone);
  const today = clock - (clock % day);
  return Array.from({ length: count }, (_, i) => {
    const date = today - (count - 1 - i) * day;
    return { date: new Date(date).toISOString().slice(0, 10), from: startOfDay(date, timeZone) };
  });
}
