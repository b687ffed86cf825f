import { msg } from "@lingui/core/macro";
import { parseTagName } from "@tagdeck/core/tags/name";
import { useI18n } from "@tagdeck/ui/i18n";
import { PlusIcon } from "@tagdeck/ui/icons.tsx";
import { TagChip } from "@tagdeck/ui/tag-chip.tsx";
import { TagPicker } from "@tagdeck/ui/tag-picker.tsx";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { ContactModel } from "../contact-model.ts";
import type { PanelModel } from "../model.ts";

type Props = { panel: PanelModel; model: ContactModel; shortcut: boolean };

export function Tags({ panel, model, shortcut }: Props) {
  const i18n = useI18n();
  const section = useRef<HTMLElement>(null);
  const [armed, setArmed] = useState<number | null>(null);
  // Where the focus goes when what has it disappears: the index of a chip.
  const refocus = useRef<number | null>(null);
  const chips = model.chips.value;
  const adding = panel.adding.value;
  const editable = model.may("tags.apply");
  const last = chips.find((chip) => chip.id !== null);
  const max = model.session.value?.workspace.tagNameMax;

  useLayoutEffect(() => {
    if (refocus.current === null) return;
    const crosses = section.current?.querySelectorAll<HTMLElement>(".td-chip-remove") ?? [];
    const next = crosses[Math.min(refocus.current, crosses.length - 1)];
    (next ?? section.current?.querySelector<HTMLElement>(".add, input"))?.focus();
    refocus.current = null;
  }, [chips.length, adding]);

  function hasFocus(): boolean {
    const root = section.current?.getRootNode();
    return root instanceof ShadowRoot && (section.current?.contains(root.activeElement) ?? false);
  }

  return (
    <section ref={section} part="tags">
      <h3>
        {i18n._(msg`Tags`)} <span class="num">{i18n.number(chips.length)}</span>
      </h3>
      {chips.length > 0 ? (
        <ul class="chips">
          {chips.map((chip, index) => (
            <li key={chip.id ?? chip.name}>
              <TagChip
                tag={chip}
                pending={chip.pending}
                armed={chip.id !== null && chip.id === armed}
                onRemove={editable && !chip.pending ? () => remove(chip.id, index) : undefined}
              />
            </li>
          ))}
        </ul>
      ) : (
        <p class="muted">{i18n._(msg`No tags yet`)}</p>
      )}
      {editable && !adding && (
        <button type="button" class="add" part="add" onClick={() => (panel.adding.value = true)}>
          <PlusIcon />
          {i18n._(msg`Add tag`)}
          {shortcut && <kbd aria-hidden="true">L</kbd>}
        </button>
      )}
      {editable && adding && (
        <TagPicker
          label={i18n._(msg`Add tag`)}
          autoFocus
          shortcut={shortcut ? "L" : undefined}
          load={model.suggest}
          watch={model.watchTags}
          applied={model.applied.value}
          canCreate={model.may("tags.create")}
          parseName={(name) => parseTagName(name, max)}
          onPick={(tag) => void model.add(tag)}
          onCreate={(name) => void model.create(name)}
          last={last && last.id !== null ? { id: last.id, name: last.name } : null}
          onArm={setArmed}
          onRemoveLast={(id) => void model.remove(id)}
          onClose={close}
        />
      )}
    </section>
  );

  function remove(id: number | null, index: number): void {
    if (id === null) return;
    if (hasFocus()) refocus.current = index;
    void model.remove(id);
  }

  function close(): void {
    // After Escape the focus returns to the button; when it went elsewhere it stays there.
    const escaped = hasFocus();
    panel.adding.value = false;
    setArmed(null);
    if (escaped) queueMicrotask(() => section.current?.querySelector<HTMLElement>(".add")?.focus());
  }
}
