import { msg } from "@lingui/core/macro";
import type { MessageDescriptor } from "@lingui/core";
import { tagTabs, type TagTab } from "@tagdeck/core/tags/tabs";
import { formatNumber } from "../text/format.ts";
import { t } from "../text/i18n.ts";

const names: Record<TagTab, MessageDescriptor> = {
  all: msg`All`,
  permanent: msg`Permanent`,
  temporary: msg`Temporary`,
  archived: msg`Archived`,
  deleted: msg`Deleted`,
};

type TagTabsProps = {
  totals: Record<TagTab, number> | undefined;
  tab: TagTab;
  onTab: (tab: TagTab) => void;
};

/** Kinds of tags, of which only those are shown that there are: where all are alike, there is nothing to tell apart. */
export function TagTabs({ totals, tab, onTab }: TagTabsProps) {
  const mixed = (totals?.temporary ?? 0) > 0;
  const shown = tagTabs.filter((one) => {
    if (one === "all" || one === "deleted" || one === tab) return true;
    return one === "archived" ? (totals?.archived ?? 0) > 0 : mixed;
  });
  return (
    <nav class="tabs tag-tabs" aria-label={t(msg`Kinds of tags`)}>
      {shown.map((one) => (
        <button
          key={one}
          type="button"
          class={`tab${one === tab ? " is-here" : ""}`}
          aria-current={one === tab ? "page" : undefined}
          onClick={() => onTab(one)}
        >
          {t(names[one])} <span class="tab-count">{totals ? formatNumber(totals[one]) : ""}</span>
        </button>
      ))}
    </nav>
  );
}
