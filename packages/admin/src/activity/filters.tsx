import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import { activityAreas, type ActivityArea } from "@tagdeck/core/activity/areas";
import type { ActivityPerson } from "@tagdeck/core/activity/entry";
import { useQuery } from "@tanstack/preact-query";
import { Button } from "../controls/button.tsx";
import { DayField } from "../controls/day-field.tsx";
import { useConsole } from "../shell/console.ts";
import { t } from "../text/i18n.ts";
import { personName } from "./person-name.ts";
import { activityPeopleQuery } from "./queries.ts";
import { type ActivityState, isFiltered, wholeLog } from "./state.ts";

const areaNames: Record<ActivityArea, MessageDescriptor> = {
  "sign-ins": msg`Sign-ins`,
  members: msg`Members`,
  settings: msg`Settings`,
  panel: msg`Panel`,
  tags: msg`Tags`,
  contacts: msg`Contacts`,
};

type FiltersProps = { state: ActivityState; onChange: (change: Partial<ActivityState>) => void };

export function ActivityFilters({ state, onChange }: FiltersProps) {
  const { slug, api } = useConsole();
  const people = useQuery(activityPeopleQuery(api, slug));
  return (
    <div class="toolbar activity-filters" role="group" aria-label={t(msg`Filter`)}>
      <select
        class="select"
        aria-label={t(msg`Person`)}
        value={state.actor ?? ""}
        onChange={(event) => onChange({ actor: Number(event.currentTarget.value) || null })}
      >
        <option value="">{t(msg`Everyone`)}</option>
        {(people.data ?? unknown(state.actor)).map((person) => (
          <option key={person.id} value={person.id}>
            {personName(person)}
          </option>
        ))}
      </select>
      <select
        class="select"
        aria-label={t(msg`Kind of change`)}
        value={state.area ?? ""}
        onChange={({ currentTarget }) =>
          onChange({ area: activityAreas.find((area) => area === currentTarget.value) ?? null })
        }
      >
        <option value="">{t(msg`Everything`)}</option>
        {activityAreas.map((area) => (
          <option key={area} value={area}>
            {t(areaNames[area])}
          </option>
        ))}
      </select>
      <DayField label={t(msg`From`)} value={state.from} onChange={(from) => onChange({ from })} />
      <DayField label={t(msg`To`)} value={state.to} onChange={(to) => onChange({ to })} />
      {isFiltered(state) && (
        <Button variant="quiet" onClick={() => onChange(wholeLog)}>
          {t(msg`Show everything`)}
        </Button>
      )}
    </div>
  );
}

/** Keeps the choice that came with the address until the names are there. */
function unknown(actor: number | null): ActivityPerson[] {
  return actor === null ? [] : [{ id: actor, kind: "member", name: "…" }];
}
