import { msg } from "@lingui/core/macro";
import { useI18n } from "./i18n.ts";
import { CrossIcon } from "./icons.tsx";

export type TagChipProps = {
  tag: { name: string; color: string };
  /** With it the chip has a remove button; Delete and Backspace on the button remove too. */
  onRemove?: (() => void) | undefined;
  /** Shown as not yet confirmed by the server. */
  pending?: boolean | undefined;
  /** Shown as the one the next Backspace removes. */
  armed?: boolean | undefined;
};

export function TagChip({ tag, onRemove, pending, armed }: TagChipProps) {
  const i18n = useI18n();
  const { name, color } = tag;
  const state = `${pending ? " td-pending" : ""}${armed ? " td-armed" : ""}`;
  return (
    <span class={`td-chip${state}`} part="chip" style={{ "--c": color }} title={name}>
      <bdi class="td-chip-name" part="chip-name">
        {name}
      </bdi>
      {onRemove && (
        <button
          type="button"
          class="td-chip-remove"
          part="chip-remove"
          aria-label={i18n._(msg`Remove ${name}`)}
          onClick={onRemove}
          onKeyDown={(event) => {
            if (event.key !== "Delete" && event.key !== "Backspace") return;
            event.preventDefault();
            onRemove();
          }}
        >
          <CrossIcon />
        </button>
      )}
    </span>
  );
}
