const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** "9m ago", "1h ago", "yesterday": how long ago a conversation was last written in. */
export function ago(at, locale) {
  const format = new Intl.RelativeTimeFormat(locale, { numeric: "auto", style: "narrow" });
  const age = Date.now() - at;
  if (age < minute) return format.format(0, "second");
  if (age < hour) return format.format(-Math.floor(age / minute), "minute");
  if (age < day) return format.format(-Math.floor(age / hour), "hour");
  if (age < 7 * day) return format.format(-daysSince(at), "day");
  return new Date(at).toLocaleDateString(locale, { day: "numeric", month: "short" });
}

/** "today", "yesterday", "Tuesday 17 November": over the messages of one day. */
export function dayName(at, locale) {
  const days = daysSince(at);
  if (days < 2) return new Intl.RelativeTimeFormat(locale, { numeric: "auto" }).format(-days, "day");
  return new Date(at).toLocaleDateString(locale, { weekday: "long", day: "numeric", month: "long" });
}

export function clock(at, locale) {
  return new Date(at).toLocaleTimeString(locale, { hour: "2-digit", minute: "2-digit" });
}

function daysSince(at) {
  return Math.round((midnight(Date.now()) - midnight(at)) / day);
}

function midnight(at) {
  return new Date(at).setHours(0, 0, 0, 0);
}
