import { msg } from "@lingui/core/macro";
import { Button } from "../controls/button.tsx";
import { t } from "../text/i18n.ts";

type SaveBarProps = { changed: boolean; busy: boolean; onReset: () => void };

/** The end of a form of settings; its place stays, so nothing moves when something was changed. */
export function SaveBar({ changed, busy, onReset }: SaveBarProps) {
  return (
    <div class="save-bar">
      <Button type="submit" variant="primary" busy={busy} disabled={!changed}>
        {t(msg`Save`)}
      </Button>
      {changed && !busy && (
        <Button variant="quiet" onClick={onReset}>
          {t(msg`Discard`)}
        </Button>
      )}
    </div>
  );
}
