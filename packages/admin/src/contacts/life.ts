import { msg, plural } from "@lingui/core/macro";
import type { ExpiryChange } from "@tagdeck/core/assignments/inputs";
import { type Expiry, extendedBy, extendedTo } from "@tagdeck/core/tags/expiry";
import type { ContactTag } from "@tagdeck/core/tags/tag";
import { lifeText } from "@tagdeck/ui/life";
import { clock } from "../controls/clock.ts";
import { formatDay, formatFull } from "../text/format.ts";
import { i18n, t } from "../text/i18n.ts";

export type Life = Pick<ContactTag, "expiresAt" | "expiry">;

/** What a chip says of how long its tag stays. */
export function chipLife({ expiresAt }: Life, timeZone: string): { life?: string; until?: string } {
  return expiresAt === null
    ? {}
    : {
        life: lifeText(expiresAt, clock.value, i18n.value, timeZone),
        until: `${formatFull(expiresAt, timeZone)} (${timeZone})`,
      };
}

/** How long a tag stays after a change, as far as can be told without its rule, which the server knows. */
export function lifeAfter(before: Life, to: ExpiryChange, timeZone: string): Life {
  const { expiresAt, expiry } = before;
  if (to.by === "rule" || expiresAt === null) return { expiresAt, expiry };
  if (to.by === "never") return { expiresAt: null, expiry: "never" };
  const was: Expiry = { kind: expiry, at: Date.parse(expiresAt) };
  const { kind, at } =
    to.by === "days" ? extendedBy(was, to.days, timeZone) : extendedTo(was, to.date, timeZone);
  return { expiresAt: at === null ? null : new Date(at).toISOString(), expiry: kind };
}

export function moreDaysText(days: number): string {
  return t(msg`${plural(days, { one: "# more day", other: "# more days" })}`);
}

/** What was done. */
export function extendedText({ name }: { name: string }, to: ExpiryChange): string {
  switch (to.by) {
    case "never":
      return t(msg`“${name}” stays for good`);
    case "rule":
      return t(msg`“${name}” goes by its rule again`);
    default:
      return t(msg`“${name}” stays longer`);
  }
}

/** "2 days left · 27 November 2026": the last day on which a tag is there. */
export function lastDayText(expiresAt: string, timeZone: string): { life: string; day: string } {
  return {
    life: lifeText(expiresAt, clock.value, i18n.value, timeZone),
    day: formatDay(new Date(Date.parse(expiresAt) - 1).toISOString(), timeZone),
  };
}
