import { msg } from "@lingui/core/macro";
import { useI18n } from "./i18n.ts";
import { CrossIcon, PlusIcon } from "./icons.tsx";

export type TagChipProps = {
  tag: { name: string; color: string };
  /** With it the chip has a remove button; Delete and Backspace on the button remove too. */
  onRemove?: (() => void) | undefined;
  /** With it the name is a button that shows more about the tag; Delete and Backspace on it remove. */
  onOpen?: (() => void) | undefined;
  /** "3 of 5": not all contacts have it; with `onOpen` its name is a button that gives it to the rest. */
  share?: string | undefined;
  /** How long it stays, "2 days left"; with `until`, when it ends. */
  life?: string | undefined;
  until?: string | undefined;
  /** What it shows is open. */
  opened?: boolean | undefined;
  /** Shown as not yet confirmed by the server. */
  pending?: boolean | undefined;
  /** Shown as the one the next Backspace removes. */
  armed?: boolean | undefined;
};

export function TagChip(props: TagChipProps) {
  const { tag, onRemove, onOpen, share, life, until, opened = false, pending, armed } = props;
  const i18n = useI18n();
  const { name, color } = tag;
  const aside = share ?? life;
  const state = `${share ? " td-partly" : ""}${pending ? " td-pending" : ""}${armed ? " td-armed" : ""}`;
  const shownName = (
    <>
      <bdi class="td-chip-name" part="chip-name">
        {name}
      </bdi>
      {aside && <span class="td-chip-share"> {aside}</span>}
    </>
  );
  const does = share
    ? ({ "aria-pressed": "mixed" } as const)
    : ({ "aria-haspopup": "dialog", "aria-expanded": opened } as const);
  function removeByKey(event: KeyboardEvent): void {
    if (!onRemove || (event.key !== "Delete" && event.key !== "Backspace")) return;
    event.preventDefault();
    onRemove();
  }
  return (
    <span
      class={`td-chip${state}`}
      part="chip"
      style={{ "--c": color }}
      title={until ? `${name} · ${until}` : name}
    >
      {onOpen ? (
        <button type="button" class="td-chip-open" {...does} onClick={onOpen} onKeyDown={removeByKey}>
          {shownName}
          {share && <PlusIcon />}
        </button>
      ) : (
        shownName
      )}
      {onRemove && (
        <button
          type="button"
          class="td-chip-remove"
          part="chip-remove"
          aria-label={i18n._(msg`Remove ${name}`)}
          onClick={onRemove}
          onKeyDown={removeByKey}
        >
          <CrossIcon />
        </button>
      )}
    </span>
  );
}
