import { msg } from "@lingui/core/macro";
import { TagChip } from "@tagdeck/ui/tag-chip.tsx";
import { TagPicker } from "@tagdeck/ui/tag-picker.tsx";
import { useQuery } from "@tanstack/preact-query";
import { Filter } from "lucide-preact";
import { useState } from "preact/hooks";
import { Button } from "../controls/button.tsx";
import { useConsole } from "../shell/console.ts";
import { tagQuery } from "../tags/queries.ts";
import { t } from "../text/i18n.ts";

const none: ReadonlySet<number> = new Set();

/** Shows only the contacts that have one tag. */
export function TagFilter({
  tagId,
  onChange,
}: {
  tagId: number | null;
  onChange: (id: number | null) => void;
}) {
  const { slug, api } = useConsole();
  const [choosing, setChoosing] = useState(false);
  const tag = useQuery({ ...tagQuery(api, slug, tagId ?? 0), enabled: tagId !== null });

  if (tagId !== null) {
    return (
      <div class="filter-on">
        <span class="muted">{t(msg`With the tag`)}</span>
        {tag.data ? (
          <TagChip tag={tag.data} onRemove={() => onChange(null)} />
        ) : (
          <Button onClick={() => onChange(null)}>{t(msg`Show all contacts`)}</Button>
        )}
      </div>
    );
  }
  return (
    <div class="filter">
      <Button aria-expanded={choosing} onClick={() => setChoosing(!choosing)}>
        <Filter size={16} aria-hidden />
        {t(msg`With a tag`)}
      </Button>
      {choosing && (
        <div class="filter-pop">
          <TagPicker
            label={t(msg`Find a tag`)}
            autoFocus
            applied={none}
            canCreate={false}
            parseName={(name) => name}
            load={(query, signal, limit) => api.tags.suggest.query({ query, limit }, { signal })}
            onPick={({ id }) => {
              setChoosing(false);
              onChange(id);
            }}
            onCreate={() => undefined}
            onClose={() => setChoosing(false)}
          />
        </div>
      )}
    </div>
  );
}
