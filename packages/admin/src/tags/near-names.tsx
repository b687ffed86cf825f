import { msg, plural } from "@lingui/core/macro";
import { tagKey } from "@tagdeck/core/tags/name";
import type { Tag } from "@tagdeck/core/tags/tag";
import { TagChip } from "@tagdeck/ui/tag-chip.tsx";
import { useQuery } from "@tanstack/preact-query";
import { useEffect, useState } from "preact/hooks";
import { useConsole } from "../shell/console.ts";
import { t } from "../text/i18n.ts";

const pause = 250;

/** While a name is typed: who has it already, or else which names are near to it, with their contacts. */
export function NearNames({ name, except }: { name: string; except?: number }) {
  const { slug, api } = useConsole();
  const settled = useSettled(name.trim().slice(0, 200));
  const near = useQuery({
    queryKey: [slug, "tags", "near", tagKey(settled), except ?? null],
    queryFn: () => api.tags.near.query({ name: settled, ...(except !== undefined && { except }) }),
    enabled: settled !== "",
  });
  const { holder = null, similar = [] } = settled === "" ? {} : (near.data ?? {});
  const holderName = holder?.name ?? "";
  return (
    <div class="near" role="status">
      {holder && (
        <>
          <span class="near-taken">{t(msg`There is already a tag “${holderName}”`)}</span>
          <Near tag={holder} />
        </>
      )}
      {!holder && similar.length > 0 && (
        <>
          <span>{t(msg`Similar`)}</span>
          {similar.map((tag) => (
            <Near key={tag.id} tag={tag} />
          ))}
        </>
      )}
    </div>
  );
}

function Near({ tag }: { tag: Tag }) {
  const contactCount = tag.contactCount ?? 0;
  return (
    <span class="near-tag">
      <TagChip tag={tag} />
      <span>{t(msg`${plural(contactCount, { one: "# contact", other: "# contacts" })}`)}</span>
      {tag.archivedAt !== null && <span>{t(msg`archived`)}</span>}
    </span>
  );
}

function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), pause);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}
