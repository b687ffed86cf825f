import type { I18n } from "@lingui/core";
import { msg, plural } from "@lingui/core/macro";

const day = 86_400_000;

/** How long an assignment stays that ends at an ISO 8601 instant: "2 days left", "ends today". */
export function lifeText(expiresAt: string, now: number, i18n: I18n): string {
  // It ends with a day, so what is left of today does not count.
  const days = Math.ceil((Date.parse(expiresAt) - now) / day) - 1;
  return days > 0
    ? i18n._(msg`${plural(days, { one: "# day left", other: "# days left" })}`)
    : i18n._(msg`ends today`);
}
