import type { I18n } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import { useI18n } from "@tagdeck/ui/i18n";
import { CrossIcon } from "@tagdeck/ui/icons.tsx";
import { panelProblemText } from "@tagdeck/ui/panel-messages";
import type { PanelModel } from "../model.ts";
import type { Notice } from "../notice.ts";

export function Toast({ panel }: { panel: PanelModel }) {
  const i18n = useI18n();
  const notice = panel.notice.value;
  return (
    <div class="dock" role="status">
      {notice && (
        <div
          class={notice.kind === "failed" ? "toast failed" : "toast"}
          part="toast"
          onPointerEnter={() => panel.hold(true)}
          onPointerLeave={() => panel.hold(false)}
          onFocusIn={() => panel.hold(true)}
          onFocusOut={() => panel.hold(false)}
        >
          <bdi>{said(notice, i18n)}</bdi>
          {"undo" in notice ? (
            <button type="button" onClick={(event) => dismiss(event.currentTarget, notice.undo)}>
              {i18n._(msg`Undo`)}
            </button>
          ) : (
            <button
              type="button"
              aria-label={i18n._(msg`Dismiss`)}
              onClick={(event) => dismiss(event.currentTarget, null)}
            >
              <CrossIcon />
            </button>
          )}
        </div>
      )}
    </div>
  );

  function dismiss(button: HTMLElement, then: (() => Promise<void>) | null): void {
    // The focus must not fall out of the panel with the button.
    button.closest<HTMLElement>(".panel")?.focus();
    panel.say(null);
    void then?.();
  }
}

function said(notice: Notice, i18n: I18n): string {
  switch (notice.kind) {
    case "copied":
      return i18n._(msg`Copied`);
    case "undone":
      return i18n._(msg`Undone`);
    case "saved":
      return i18n._(msg`Saved`);
    case "failed": {
      const reason = panelProblemText(notice.problem, i18n);
      return notice.contact === null ? reason : `${notice.contact}: ${reason}`;
    }
    case "added": {
      const { name } = notice;
      return i18n._(msg`${name} added`);
    }
    case "created": {
      const { name } = notice;
      return i18n._(msg`${name} created and added`);
    }
    case "removed": {
      const { name } = notice;
      return i18n._(msg`${name} removed`);
    }
  }
}
