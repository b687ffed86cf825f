import { msg, plural } from "@lingui/core/macro";
import { useEffect, useLayoutEffect, useReducer, useRef, useState } from "preact/hooks";
import { useI18n } from "./i18n.ts";
import { PlusIcon } from "./icons.tsx";
import { panelProblemText } from "./panel-messages.ts";
import { useFocusLeft } from "./focus-left.ts";
import { handleKey } from "./picker-keys.ts";
import { PickerOptionRow } from "./picker-option.tsx";
import type { PickerHost, PickerOption } from "./picker-options.ts";
import { createPickerState, type PickerState } from "./picker-state.ts";
import type { TagChanges } from "./picker-vocabulary.ts";

export type TagPickerProps = PickerHost & {
  /** The field's accessible name and placeholder. */
  label: string;
  /** Focus the field and show the list as soon as it is there. */
  autoFocus?: boolean | undefined;
  /** A key to show at the end of the field, such as "L". */
  shortcut?: string | undefined;
  /** Tells what becomes of tags while the picker is there; returns how to stop. */
  watch?: ((listener: (changes: TagChanges) => void) => () => void) | undefined;
};

// Their ids must differ within a page; Preact's own `useId` would be a hundred bytes of the panel.
let pickers = 0;

/** A combobox by the ARIA authoring practices: list autocomplete, manual selection, focus stays in the field. */
export function TagPicker(props: TagPickerProps) {
  const i18n = useI18n();
  const [id] = useState(() => `td-picker-${(pickers += 1)}`);
  const field = useRef<HTMLInputElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const picker = usePicker(props, field);
  const state = picker.get();
  const options = state.open ? picker.options() : [];
  const similar = options.flatMap((option) => (kindOf(option) === "similar" ? [nameOf(option)] : []));
  const active = state.open ? state.active : -1;

  const left = useFocusLeft(box, () => {
    picker.close();
    if (picker.get().query === "") props.onClose?.();
  });

  // Before the browser paints: the key that opened the picker may be followed by the first letter at once.
  useLayoutEffect(() => {
    if (props.autoFocus) field.current?.focus();
  }, []);
  useEffect(() => {
    list.current?.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
  }, [active]);

  return (
    <div ref={box} class="td-picker" part="picker" onFocusOut={left}>
      <div class="td-picker-field">
        <PlusIcon />
        <input
          ref={field}
          part="input"
          type="text"
          dir="auto"
          role="combobox"
          aria-label={props.label}
          aria-expanded={state.open}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={active >= 0 ? `${id}-${active}` : undefined}
          aria-describedby={`${id}-note`}
          placeholder={props.label}
          autocomplete="off"
          autocapitalize="off"
          spellcheck={false}
          enterkeyhint="done"
          onFocus={picker.open}
          onClick={picker.open}
          onInput={(event) => {
            if (!event.isComposing) picker.typed(event.currentTarget.value);
          }}
          onCompositionEnd={(event) => picker.typed(event.currentTarget.value)}
          onKeyDown={(event) => handleKey(event, picker, props.onClose)}
        />
        {props.shortcut && <kbd aria-hidden="true">{props.shortcut}</kbd>}
      </div>
      <div class="td-picker-pop" hidden={!state.open}>
        <div
          ref={list}
          id={`${id}-list`}
          class="td-picker-list"
          part="list"
          role="listbox"
          aria-label={props.label}
          aria-busy={state.loading}
          onMouseDown={(event) => event.preventDefault()}
        >
          {rows("match")}
          {similar.length > 0 && (
            <div role="group" aria-label={i18n._(msg`Similar`)}>
              <div class="td-picker-head" aria-hidden="true">
                {i18n._(msg`Similar`)}
              </div>
              {rows("similar")}
            </div>
          )}
          {rows("create")}
        </div>
        <Note id={`${id}-note`} picker={picker} empty={options.length === 0} canCreate={props.canCreate} />
      </div>
      <div class="td-sr" role="status">
        {announcement()}
      </div>
    </div>
  );

  function rows(kind: ReturnType<typeof kindOf>) {
    return options.map(
      (option, index) =>
        kindOf(option) === kind && (
          <PickerOptionRow
            key={option.kind === "tag" ? option.tag.id : "create"}
            id={`${id}-${index}`}
            option={option}
            query={state.result?.query ?? ""}
            active={index === active}
            onPoint={() => picker.point(index)}
            onChoose={() => picker.choose(index)}
          />
        ),
    );
  }

  function announcement(): string {
    const { kind, name = "" } = state.said;
    const count = state.result?.total ?? 0;
    if (kind === "applied") return i18n._(msg`${name} is applied already`);
    if (kind === "armed") return i18n._(msg`Press Backspace again to remove ${name}`);
    if (kind !== "count" || !state.open || state.loading) return "";
    const found = i18n._(msg`${plural(count, { one: "# tag found", other: "# tags found" })}`);
    return similar.length > 0 ? `${found}. ${i18n._(msg`Similar`)}: ${similar.join(", ")}` : found;
  }
}

const kindOf = (option: PickerOption) =>
  option.kind === "create" ? "create" : option.similar ? "similar" : "match";
const nameOf = (option: PickerOption) => (option.kind === "tag" ? option.tag.name : option.name);

function Note(props: { id: string; picker: PickerState; empty: boolean; canCreate: boolean }) {
  const i18n = useI18n();
  const { loading, problem, query, result } = props.picker.get();
  const nameProblem = props.picker.nameProblem();
  const shown = problem ?? nameProblem;
  const text = shown
    ? panelProblemText(shown, i18n)
    : loading && !result
      ? i18n._(msg`Searching…`)
      : !props.empty || loading
        ? null
        : query.trim() !== ""
          ? i18n._(msg`No tag matches`)
          : props.canCreate
            ? i18n._(msg`No tags yet. Type a name to create the first.`)
            : i18n._(msg`No tags yet`);
  return (
    <div id={props.id} class={shown ? "td-picker-note td-picker-bad" : "td-picker-note"} hidden={!text}>
      {text}
      {problem && (
        <button type="button" onClick={props.picker.retry}>
          {i18n._(msg`Try again`)}
        </button>
      )}
    </div>
  );
}

function usePicker(props: TagPickerProps, field: { current: HTMLInputElement | null }): PickerState {
  const [, render] = useReducer((renders: number) => renders + 1, 0);
  const latest = useRef(props);
  latest.current = props;
  const [picker] = useState(() =>
    createPickerState(
      () => latest.current,
      () => render(undefined),
      () => {
        if (field.current) field.current.value = "";
      },
    ),
  );
  useEffect(() => {
    // Its patterns are compiled by the first use, which must not be the first key press.
    latest.current.parseName("a");
    const stop = latest.current.watch?.(picker.update);
    return () => {
      stop?.();
      picker.dispose();
    };
  }, [picker]);
  return picker;
}
