import { TagPicker } from "@tagdeck/ui/tag-picker.tsx";
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { Button } from "../controls/button.tsx";
import { useConsole } from "../shell/console.ts";

type TagFilterProps = {
  label: string;
  /** What the field in it is called. */
  find: string;
  icon: ComponentChildren;
  chosen: readonly number[];
  onChoose: (id: number) => void;
};

/** A button that opens a list of tags to choose from, one after the other. */
export function TagFilter({ label, find, icon, chosen, onChoose }: TagFilterProps) {
  const { api } = useConsole();
  const [choosing, setChoosing] = useState(false);
  return (
    <div class="filter">
      <Button aria-expanded={choosing} onClick={() => setChoosing(!choosing)}>
        {icon}
        {label}
      </Button>
      {choosing && (
        <div class="filter-pop">
          <TagPicker
            label={find}
            autoFocus
            applied={new Set(chosen)}
            canCreate={false}
            parseName={(name) => name}
            load={(query, signal, limit) => api.tags.suggest.query({ query, limit }, { signal })}
            onPick={({ id }) => onChoose(id)}
            onCreate={() => undefined}
            onClose={() => setChoosing(false)}
          />
        </div>
      )}
    </div>
  );
}
