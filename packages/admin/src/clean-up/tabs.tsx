import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import { Link } from "wouter-preact";
import { formatNumber } from "../text/format.ts";
import { t } from "../text/i18n.ts";

export const cleanUpTabs = ["duplicates", "unused", "once", "stale", "ignored"] as const;
export type CleanUpTab = (typeof cleanUpTabs)[number];

const names: Record<CleanUpTab, MessageDescriptor> = {
  duplicates: msg`Duplicates`,
  unused: msg`Unused`,
  once: msg`Used once`,
  stale: msg`Not used for 90 days`,
  ignored: msg`Ignored`,
};

export type CleanUpTotals = Partial<Record<CleanUpTab, number>>;

type TabsProps = { home: string; tab: CleanUpTab; totals: CleanUpTotals };

/** Ignored pairs have a tab once there are any. */
export function CleanUpTabs({ home, tab, totals }: TabsProps) {
  const shown = cleanUpTabs.filter((one) => one !== "ignored" || one === tab || (totals.ignored ?? 0) > 0);
  return (
    <nav class="tabs tag-tabs" aria-label={t(msg`What to clean up`)}>
      {shown.map((one) => (
        <Link
          key={one}
          href={one === "duplicates" ? home : `${home}/${one}`}
          class={`tab${one === tab ? " is-here" : ""}`}
          aria-current={one === tab ? "page" : undefined}
        >
          {t(names[one])}{" "}
          <span class="tab-count">{totals[one] === undefined ? "" : formatNumber(totals[one])}</span>
        </Link>
      ))}
    </nav>
  );
}
