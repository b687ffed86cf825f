import type { I18n } from "@lingui/core";
import { msg, plural } from "@lingui/core/macro";

const day = 86_400_000;

/** The date on the clocks of a zone at an instant (epoch ms), as 2026-03-01. */
export const dateIn = (at: number, timeZone?: string): string =>
  new Intl.DateTimeFormat("sv", { timeZone }).format(at);

/** How many days of a zone an assignment stays after today that ends at an ISO 8601 instant: "2 days left", "ends today". */
export function lifeText(expiresAt: string, now: number, i18n: I18n, timeZone?: string): string {
  const dayOf = (at: number) => Date.parse(dateIn(at, timeZone)) / day;
  const days = dayOf(Date.parse(expiresAt) - 1) - dayOf(now);
  return days > 0
    ? i18n._(msg`${plural(days, { one: "# day left", other: "# days left" })}`)
    : i18n._(msg`ends today`);
}
