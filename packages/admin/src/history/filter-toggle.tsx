import { msg } from "@lingui/core/macro";
import type { FilterKind } from "@tagdeck/core/history/kinds";
import { Download, ListFilter } from "lucide-preact";
import type { ComponentChildren } from "preact";
import { useSearch } from "wouter-preact";
import { Button } from "../controls/button.tsx";
import { useConsole } from "../shell/console.ts";
import { t } from "../text/i18n.ts";
import { HistoryFilters } from "./filters.tsx";
import type { useHistoryFilter } from "./use-history-filter.ts";

type FilterToggleProps = {
  filter: ReturnType<typeof useHistoryFilter>;
  without?: readonly FilterKind[];
  /** Where it is to be had as a file, the filter aside. */
  file: string;
  /** The heading, and before the button what else belongs there. */
  children: ComponentChildren;
};

/** The head of a history, with a button for the fields that say what of it is looked for. */
export function FilterToggle({ filter, without, file, children }: FilterToggleProps) {
  const { slug, can } = useConsole();
  const query = useSearch();
  return (
    <>
      <div class="section-head">
        {children}
        <Button variant="quiet" aria-expanded={filter.isOpen} onClick={filter.toggle}>
          <ListFilter size={16} aria-hidden />
          {t(msg`Filter`)}
        </Button>
        {can("exports.create") && (
          <a
            class="button button-quiet"
            href={`/history/${slug}/${file}${query === "" ? "" : `?${query}`}`}
            download
          >
            <Download size={16} aria-hidden />
            {t(msg`CSV`)}
          </a>
        )}
      </div>
      {filter.isOpen && <HistoryFilters state={filter.state} without={without} onChange={filter.change} />}
    </>
  );
}
