const minute = 60_000;
const day = 24 * 60 * minute;

// The demo shop works in Taipei, which has had no daylight saving time since 1979.
const zoneOffset = 8 * 60 * minute;

/**
 * An instant of the shop's day `daysAgo` days before `nowMs`, `minuteOfDay` after its midnight. A day of a
 * weekend becomes the Friday before unless `weekendToo`. Never after `nowMs`. Epoch milliseconds.
 */
export function shopTime(
  nowMs: number,
  { daysAgo, minuteOfDay, weekendToo }: { daysAgo: number; minuteOfDay: number; weekendToo: boolean },
): number {
  const today = Math.floor((nowMs + zoneOffset) / day);
  let date = today - daysAgo;
  if (!weekendToo) date -= daysAfterFriday(date);
  return Math.min(Math.round(date * day - zoneOffset + minuteOfDay * minute), nowMs);
}

// Day 0 of the epoch was a Thursday.
function daysAfterFriday(date: number): 0 | 1 | 2 {
  const weekday = (((date + 4) % 7) + 7) % 7;
  return weekday === 6 ? 1 : weekday === 0 ? 2 : 0;
}
