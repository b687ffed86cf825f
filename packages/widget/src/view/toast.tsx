import type { I18n } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import { displayName } from "@tagdeck/core/contacts/contact";
import { useI18n } from "@tagdeck/ui/i18n";
import { CrossIcon } from "@tagdeck/ui/icons.tsx";
import { contactsText, panelProblemText } from "@tagdeck/ui/panel-messages";
import type { PanelModel } from "../model.ts";
import type { Notice } from "../notice.ts";

export function Toast({ panel }: { panel: PanelModel }) {
  const i18n = useI18n();
  const notice = panel.notice.value;
  const failed = notice?.kind === "failed";
  const action = failed ? notice.again : notice && "undo" in notice && notice.undo;
  return (
    <div class="dock" role="status">
      {notice && (
        <div
          class={failed ? "toast failed" : "toast"}
          part="toast"
          onPointerEnter={() => panel.hold(true)}
          onPointerLeave={() => panel.hold(false)}
          onFocusIn={() => panel.hold(true)}
          onFocusOut={() => panel.hold(false)}
        >
          <bdi>{said(notice, i18n)}</bdi>
          {action ? (
            <button type="button" onClick={(event) => dismiss(event.currentTarget, action)}>
              {i18n._(failed ? msg`Try again` : msg`Undo`)}
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
    case "undone": {
      const { leftAlone } = notice;
      const undone = i18n._(msg`Undone`);
      const why = panelProblemText({ code: "undo_superseded", details: {} }, i18n);
      return leftAlone > 0 ? `${undone} · ${contactsText(leftAlone, i18n)}: ${why}` : undone;
    }
    case "saved":
      return i18n._(msg`Saved`);
    case "full": {
      const who = contactsText(notice.full, i18n);
      return i18n._(msg`${who} at the tag limit`);
    }
    case "failed": {
      const { problem, name, of: [contact, ...others] = [] } = notice;
      const who = others.length > 0 ? contactsText(others.length + 1, i18n) : contact && displayName(contact);
      const what = [who, name].filter(Boolean).join(" · ");
      const reason = panelProblemText(problem, i18n);
      return what ? `${what}: ${reason}` : reason;
    }
    default: {
      const { kind, name, count, full } = notice;
      const words = {
        added: msg`${name} added`,
        created: msg`${name} created and added`,
        removed: msg`${name} removed`,
      };
      const parts = [i18n._(words[kind]), ...(count > 0 ? [contactsText(count, i18n)] : [])];
      return [...parts, ...(full > 0 ? [said({ kind: "full", full }, i18n)] : [])].join(" · ");
    }
  }
}
