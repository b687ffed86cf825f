import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { TagSource } from "@tagdeck/core/contacts/contact";
import { filterKinds, type FilterKind, tagSources } from "@tagdeck/core/history/kinds";
import { useQuery } from "@tanstack/preact-query";
import { personName } from "../activity/person-name.ts";
import { Button } from "../controls/button.tsx";
import { DayField } from "../controls/day-field.tsx";
import { useConsole } from "../shell/console.ts";
import { t } from "../text/i18n.ts";
import { historyPeopleQuery } from "./queries.ts";
import { type HistoryState, isFiltered, wholeHistory } from "./state.ts";

const kindNames: Record<FilterKind, MessageDescriptor> = {
  added: msg`Added`,
  refreshed: msg`Added again`,
  removed: msg`Removed`,
  expired: msg`Expired`,
  extended: msg`Extended`,
  made_permanent: msg`Made permanent`,
  back_to_rule: msg`Back to the tag’s rule`,
  tag: msg`Changes of the tag`,
};

const sourceNames: Record<TagSource, MessageDescriptor> = {
  agent: msg`In the chat`,
  admin: msg`In the console`,
  import: msg`Import`,
  api: msg`API`,
  link: msg`Link`,
  keyword: msg`Keyword`,
  button: msg`Button`,
  segment: msg`Segment`,
  system: msg`Tagdeck`,
};

type HistoryFiltersProps = {
  state: HistoryState;
  /** Kinds that cannot be there. */
  without?: readonly FilterKind[];
  onChange: (change: Partial<HistoryState>) => void;
};

export function HistoryFilters({ state, without = [], onChange }: HistoryFiltersProps) {
  const { slug, api } = useConsole();
  const people = useQuery(historyPeopleQuery(api, slug));
  const { actor } = state;
  // Keeps the choice that came with the address until the names are there.
  const known = people.data ?? (actor === null ? [] : [{ id: actor, kind: "member" as const, name: "…" }]);
  return (
    <div class="toolbar history-filters" role="group" aria-label={t(msg`Filter the history`)}>
      <select
        class="select select-small"
        aria-label={t(msg`What happened`)}
        value={state.kind ?? ""}
        onChange={({ currentTarget }) =>
          onChange({ kind: filterKinds.find((kind) => kind === currentTarget.value) ?? null })
        }
      >
        <option value="">{t(msg`Everything`)}</option>
        {filterKinds
          .filter((kind) => !without.includes(kind))
          .map((kind) => (
            <option key={kind} value={kind}>
              {t(kindNames[kind])}
            </option>
          ))}
      </select>
      <select
        class="select select-small"
        aria-label={t(msg`Person`)}
        value={actor ?? ""}
        onChange={(event) => onChange({ actor: Number(event.currentTarget.value) || null })}
      >
        <option value="">{t(msg`Everyone`)}</option>
        {known.map((person) => (
          <option key={person.id} value={person.id}>
            {personName(person)}
          </option>
        ))}
      </select>
      <select
        class="select select-small"
        aria-label={t(msg`From where`)}
        value={state.source ?? ""}
        onChange={({ currentTarget }) =>
          onChange({ source: tagSources.find((source) => source === currentTarget.value) ?? null })
        }
      >
        <option value="">{t(msg`From anywhere`)}</option>
        {tagSources.map((source) => (
          <option key={source} value={source}>
            {t(sourceNames[source])}
          </option>
        ))}
      </select>
      <DayField label={t(msg`From`)} value={state.from} onChange={(from) => onChange({ from })} />
      <DayField label={t(msg`To`)} value={state.to} onChange={(to) => onChange({ to })} />
      {isFiltered(state) && (
        <Button variant="quiet" onClick={() => onChange(wholeHistory)}>
          {t(msg`Show everything`)}
        </Button>
      )}
    </div>
  );
}
