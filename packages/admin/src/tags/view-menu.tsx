import { msg } from "@lingui/core/macro";
import type { MessageDescriptor } from "@lingui/core";
import { SlidersHorizontal } from "lucide-preact";
import { Button } from "../controls/button.tsx";
import { Menu } from "../controls/menu.tsx";
import { t } from "../text/i18n.ts";
import { cells } from "./cells.tsx";
import { densities, tagColumns, type Density, type TagColumn, type TagListView } from "./list-state.ts";

const densityNames: Record<Density, MessageDescriptor> = {
  comfortable: msg`Comfortable`,
  compact: msg`Compact`,
};

type ViewMenuProps = {
  view: TagListView;
  /** What one may choose among. */
  offered: readonly TagColumn[];
  onChange: (view: Partial<TagListView>) => void;
};

export function ViewMenu({ view, offered, onChange }: ViewMenuProps) {
  return (
    <Menu
      label={t(msg`View of the list`)}
      placement="bottom-end"
      sections={[
        {
          kind: "checks",
          label: t(msg`Columns`),
          checked: view.columns,
          choices: offered.map((column) => ({ value: column, label: t(cells[column].label) })),
          onToggle: (value) =>
            onChange({
              columns: tagColumns.filter((column) => view.columns.includes(column) !== (column === value)),
            }),
        },
        {
          kind: "choice",
          label: t(msg`Density`),
          value: view.density,
          choices: densities.map((one) => ({ value: one, label: t(densityNames[one]) })),
          onChoose: (value) => {
            const density = densities.find((one) => one === value);
            if (density) onChange({ density });
          },
        },
      ]}
      trigger={(props) => (
        <Button {...props} aria-label={t(msg`View of the list`)}>
          <SlidersHorizontal size={16} aria-hidden />
          <span class="wide-only">{t(msg`View`)}</span>
        </Button>
      )}
    />
  );
}
