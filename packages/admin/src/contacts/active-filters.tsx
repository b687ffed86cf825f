import { msg } from "@lingui/core/macro";
import { TagChip } from "@tagdeck/ui/tag-chip.tsx";
import { useQuery } from "@tanstack/preact-query";
import { useRef } from "preact/hooks";
import { Button } from "../controls/button.tsx";
import { useConsole } from "../shell/console.ts";
import { tagQuery } from "../tags/queries.ts";
import { t } from "../text/i18n.ts";
import { type ContactListState, wholeList } from "./list-state.ts";

type ActiveFiltersProps = {
  state: ContactListState;
  onChange: (to: Partial<ContactListState>) => void;
};

/** Which tags the shown contacts have and have not, each with a way out. */
export function ActiveFilters({ state, onChange }: ActiveFiltersProps) {
  const { tags, match, without } = state;
  const group = useRef<HTMLDivElement>(null);
  // The button that was pressed goes with its chip.
  const take = (to: Partial<ContactListState>) => {
    onChange(to);
    requestAnimationFrame(() =>
      (group.current ?? document).querySelector<HTMLElement>(".filters button, .filter button")?.focus(),
    );
  };
  if (tags.length === 0 && without.length === 0) return null;
  return (
    <div ref={group} class="filters" role="group" aria-label={t(msg`Filters`)}>
      {tags.length > 0 && (
        <div class="filter-set">
          {tags.length === 1 ? (
            <span class="muted">{t(msg`With the tag`)}</span>
          ) : (
            <select
              class="select select-small"
              aria-label={t(msg`Which of the tags`)}
              value={match}
              onChange={(event) => onChange({ match: event.currentTarget.value === "any" ? "any" : "all" })}
            >
              <option value="all">{t(msg`With all of`)}</option>
              <option value="any">{t(msg`With any of`)}</option>
            </select>
          )}
          {tags.map((id) => (
            <FilterChip key={id} id={id} onRemove={() => take({ tags: tags.filter((one) => one !== id) })} />
          ))}
        </div>
      )}
      {without.length > 0 && (
        <div class="filter-set">
          <span class="muted">{t(msg`Without`)}</span>
          {without.map((id) => (
            <FilterChip
              key={id}
              id={id}
              onRemove={() => take({ without: without.filter((one) => one !== id) })}
            />
          ))}
        </div>
      )}
      <Button variant="quiet" onClick={() => take({ ...wholeList, search: state.search })}>
        {t(msg`Clear filters`)}
      </Button>
    </div>
  );
}

/** A tag of a filter, with the way out of it. */
export function FilterChip({ id, onRemove }: { id: number; onRemove: () => void }) {
  const { slug, api } = useConsole();
  const tag = useQuery(tagQuery(api, slug, id));
  const name = tag.isPending ? "…" : t(msg`Deleted tag`);
  return <TagChip tag={tag.data ?? { name, color: "#64748b" }} onRemove={onRemove} />;
}
