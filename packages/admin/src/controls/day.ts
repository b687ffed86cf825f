/** A day as addresses and fields have it, YYYY-MM-DD; null = it is none. */
export function readDay(value: string | null): string | null {
  if (value === null || !/^\d{4}-\d\d-\d\d$/.test(value)) return null;
  const at = Date.parse(value);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(value) ? value : null;
}

/** The day it is on the clocks of a zone, as YYYY-MM-DD. */
export function today(timeZone: string, now = Date.now()): string {
  return new Intl.DateTimeFormat("en-CA", { timeZone, dateStyle: "short" }).format(now);
}
