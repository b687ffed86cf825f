import { msg } from "@lingui/core/macro";
import type { Contact } from "@tagdeck/core/contacts/contact";
import { parseTagName } from "@tagdeck/core/tags/name";
import { TagChip } from "@tagdeck/ui/tag-chip.tsx";
import { TagPicker } from "@tagdeck/ui/tag-picker.tsx";
import { useQueryClient } from "@tanstack/preact-query";
import { useMemo, useState } from "preact/hooks";
import { useConsole } from "../shell/console.ts";
import { formatNumber } from "../text/format.ts";
import { t } from "../text/i18n.ts";
import { chipLife } from "./life.ts";
import { LifeDialog } from "./life-dialog.tsx";
import { createContactModel } from "./model.ts";
import { contactKey } from "./queries.ts";
import { useContactActions } from "./use-contact-actions.ts";
import { useLasting } from "./use-lasting.ts";

export function ContactTags({ id, contact }: { id: number; contact: Contact }) {
  const { slug, api, workspace, can } = useConsole();
  const queries = useQueryClient();
  const model = useMemo(() => createContactModel(api, queries, slug, id), [api, queries, slug, id]);
  const actions = useContactActions(model);
  const [armed, setArmed] = useState<number | null>(null);
  const [extending, setExtending] = useState<number | null>(null);
  const mayApply = can("tags.apply");
  const tags = useLasting(
    contact.tags,
    () => void queries.invalidateQueries({ queryKey: contactKey(slug, id) }),
  );
  const applied = useMemo(() => new Set(tags.map((tag) => tag.id)), [tags]);
  const last = tags.at(-1) ?? null;
  const extended = tags.find((tag) => tag.id === extending);

  return (
    <section class="section" aria-labelledby="contact-tags">
      <h2 id="contact-tags" class="section-title">
        {t(msg`Tags`)} <span class="section-count">{formatNumber(tags.length)}</span>
      </h2>
      {tags.length === 0 ? (
        <p class="muted">{t(msg`No tags yet`)}</p>
      ) : (
        <ul class="chips contact-chips">
          {tags.map((tag) => (
            <li key={tag.id}>
              <TagChip
                tag={tag}
                armed={armed === tag.id}
                pending={actions.pending.has(tag.id)}
                {...chipLife(tag, workspace.timeZone)}
                opened={extending === tag.id}
                onOpen={
                  can("tags.extend") && (tag.expiresAt !== null || tag.expiry === "never")
                    ? () => setExtending(tag.id)
                    : undefined
                }
                onRemove={mayApply ? () => void actions.remove(tag) : undefined}
              />
            </li>
          ))}
        </ul>
      )}
      {extended && (
        <LifeDialog
          tag={extended}
          onChange={(to) => void actions.extend(extended, to)}
          onClose={() => setExtending(null)}
        />
      )}
      {mayApply && (
        <div class="contact-picker">
          <TagPicker
            label={t(msg`Add a tag`)}
            applied={applied}
            canCreate={can("tags.create")}
            parseName={(name) => parseTagName(name, workspace.settings.tagNameMax)}
            load={(query, signal, limit) => api.tags.suggest.query({ query, limit }, { signal })}
            last={last}
            onArm={setArmed}
            onPick={(tag) => void actions.add(tag)}
            onCreate={(name) => void actions.create(name)}
            onRemoveLast={(tagId) => {
              const tag = tags.find((one) => one.id === tagId);
              if (tag) void actions.remove(tag);
            }}
          />
        </div>
      )}
    </section>
  );
}
