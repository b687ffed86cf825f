import { msg } from "@lingui/core/macro";
import { parseTagName } from "@tagdeck/core/tags/name";
import { useI18n } from "@tagdeck/ui/i18n";
import { lifeText } from "@tagdeck/ui/life";
import { PlusIcon } from "@tagdeck/ui/icons.tsx";
import { TagChip } from "@tagdeck/ui/tag-chip.tsx";
import { fullTime } from "@tagdeck/ui/time";
import { TagPicker } from "@tagdeck/ui/tag-picker.tsx";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Chip } from "../chips.ts";
import type { ContactModel } from "../contact-model.ts";
import type { PanelModel } from "../model.ts";
import { Fold } from "./fold.tsx";
import { hasLife, TagDetail } from "./tag-detail.tsx";

const chipsBeforeFold = 12;

type Props = { panel: PanelModel; model: ContactModel; shortcut: boolean };

export function Tags({ panel, model, shortcut }: Props) {
  const i18n = useI18n();
  const section = useRef<HTMLElement>(null);
  const [armed, setArmed] = useState<number | null>(null);
  const [unfolded, setUnfolded] = useState(false);
  const [detail, setDetail] = useState<{ id: number; top: number } | null>(null);
  // Where the focus goes when what has it disappears: the index of a chip, and which of its buttons if it is there.
  const refocus = useRef<{ index: number; button: string } | null>(null);
  const chips = model.chips.value;
  const adding = panel.adding.value;
  const editable = model.may("tags.apply");
  const last = chips.find((chip) => chip.id !== null);
  const { tagNameMax: max, timeZone } = model.session.value?.workspace ?? {};
  const total = model.contacts.value.length;

  useLayoutEffect(() => {
    if (refocus.current === null) return;
    const { index, button } = refocus.current;
    const find = (within: Element | null | undefined, what: string) =>
      within?.querySelector<HTMLElement>(what);
    const items = section.current?.querySelectorAll(".chips li") ?? [];
    const item = items[Math.min(index, items.length - 1)];
    (find(item, button) ?? find(item, "button") ?? find(section.current, ".add, input"))?.focus();
    refocus.current = null;
  }, [chips, adding]);

  const shownChips = unfolded ? chips : chips.slice(0, chipsBeforeFold);
  const folded = chips.length - chipsBeforeFold;
  const detailed = chips.find(({ id }) => id !== null && id === detail?.id);

  function focused(): Element | null {
    const root = section.current?.getRootNode();
    const active = root instanceof ShadowRoot ? root.activeElement : null;
    return section.current?.contains(active) ? active : null;
  }

  return (
    <section ref={section} part="tags">
      <h3>
        {i18n._(msg`Tags`)} <span class="num">{i18n.number(chips.length)}</span>
      </h3>
      {chips.length > 0 ? (
        <ul class="chips">
          {shownChips.map((chip, index) => (
            <li key={chip.id ?? chip.name}>
              <TagChip
                tag={chip}
                pending={chip.pending}
                armed={chip.id !== null && chip.id === armed}
                life={chip.expiresAt ? lifeText(chip.expiresAt, panel.now.value, i18n, timeZone) : undefined}
                until={chip.expiresAt ? fullTime(chip.expiresAt, i18n.locale, timeZone) : undefined}
                share={chip.contactCount < total ? shareOf(chip.contactCount) : undefined}
                opened={detailed === chip}
                onOpen={opener(chip, index)}
                onRemove={editable && !chip.pending ? () => remove(chip.id, index) : undefined}
              />
            </li>
          ))}
          {folded > 0 && (
            <li>
              <Fold folded={folded} open={unfolded} onToggle={setUnfolded} />
            </li>
          )}
        </ul>
      ) : (
        <p class="muted">{i18n._(msg`No tags yet`)}</p>
      )}
      {detail && detailed && (
        <TagDetail
          key={detail.id}
          model={model}
          tag={{ ...detailed, id: detail.id }}
          now={panel.now.value}
          top={detail.top}
          onClose={closeDetail}
        />
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

  function shareOf(count: number): string {
    return i18n._(msg`${count} of ${total}`);
  }

  /** What the chip's name does: it tells the tag's story or, of several contacts, gives it to those that lack it. */
  function opener(chip: Chip, index: number): (() => void) | undefined {
    const { id, name, color, contactCount } = chip;
    if (id === null) return undefined;
    const isAll = contactCount === total;
    if (!model.several || (isAll && hasLife(chip))) return () => open(id, index);
    if (!editable || isAll) return undefined;
    return () => {
      refocus.current = { index, button: ".td-chip-remove" };
      void model.add({ id, name, color });
    };
  }

  function remove(id: number | null, index: number): void {
    if (id === null) return;
    const button = focused();
    if (button) refocus.current = { index, button: `.${button.className}` };
    void model.remove(id);
  }

  function open(id: number, index: number): void {
    const chip = section.current?.querySelectorAll<HTMLElement>(".chips li")[index];
    if (!chip || id === detail?.id) return closeDetail(true);
    setDetail({ id, top: chip.offsetTop + chip.offsetHeight });
  }

  function closeDetail(byKey: boolean): void {
    setDetail(null);
    if (byKey) section.current?.querySelector<HTMLElement>("[aria-haspopup][aria-expanded=true]")?.focus();
  }

  function close(): void {
    // After Escape the focus returns to the button; when it went elsewhere it stays there.
    const escaped = focused() !== null;
    panel.adding.value = false;
    setArmed(null);
    if (escaped) queueMicrotask(() => section.current?.querySelector<HTMLElement>(".add")?.focus());
  }
}
