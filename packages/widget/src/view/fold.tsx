import { msg } from "@lingui/core/macro";
import { useI18n } from "@tagdeck/ui/i18n";

/** A button that shows the rest of a long list, and hides it again; nothing when there is none. */
export function Fold(props: { folded: number; open: boolean; onToggle(open: boolean): void }) {
  const { folded, open, onToggle } = props;
  const i18n = useI18n();
  if (folded <= 0) return null;
  return (
    <button type="button" class="more" aria-expanded={open} onClick={() => onToggle(!open)}>
      {open ? i18n._(msg`Show fewer`) : i18n._(msg`+${folded} more`)}
    </button>
  );
}
