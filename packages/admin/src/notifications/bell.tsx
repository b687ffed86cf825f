import { msg, plural } from "@lingui/core/macro";
import { useInfiniteQuery } from "@tanstack/preact-query";
import * as dialog from "@zag-js/dialog";
import { normalizeProps, useMachine } from "@zag-js/preact";
import { Bell as BellIcon } from "lucide-preact";
import { useId, useRef } from "preact/hooks";
import { useConsole } from "../shell/console.ts";
import { useShortcuts } from "../shell/shortcuts.ts";
import { t } from "../text/i18n.ts";
import { NotificationCentre } from "./centre.tsx";
import { notificationsQuery } from "./queries.ts";

/** Says how many notifications are unread, and opens them. */
export function Bell() {
  const { slug, api } = useConsole();
  const list = useInfiniteQuery(notificationsQuery(api, slug));
  const unread = list.data?.pages[0]?.unread ?? 0;
  const button = useRef<HTMLButtonElement>(null);
  const service = useMachine(dialog.machine, {
    id: useId(),
    modal: false,
    trapFocus: false,
    preventScroll: false,
    closeOnInteractOutside: true,
    onOpenChange({ open }: { open: boolean }) {
      if (open) return;
      // Who closed it by a key goes on where they came from; a click outside has its own place.
      requestAnimationFrame(() => {
        if (document.activeElement === document.body || document.activeElement === null) {
          button.current?.focus();
        }
      });
    },
  });
  const centre = dialog.connect(service, normalizeProps);
  useShortcuts([
    { keys: ["b"], label: t(msg`Notifications`), scope: "anywhere", run: () => centre.setOpen(true) },
  ]);
  const told = unread > 0 ? t(msg`${plural(unread, { one: "# unread", other: "# unread" })}`) : "";
  const name = t(msg`Notifications`);
  return (
    <div class="bell">
      <button
        {...centre.getTriggerProps()}
        ref={button}
        class="button button-default bell-button"
        aria-label={told === "" ? name : `${name}, ${told}`}
        aria-keyshortcuts="b"
        title={name}
      >
        <BellIcon size={18} aria-hidden />
        {unread > 0 && (
          <span class="bell-count" aria-hidden>
            {unread > 99 ? "99+" : unread}
          </span>
        )}
      </button>
      <span class="td-sr" role="status">
        {told === "" ? "" : `${name}: ${told}`}
      </span>
      {centre.open && (
        <div {...centre.getContentProps()} class="centre">
          <NotificationCentre
            list={list}
            titleProps={centre.getTitleProps()}
            onClose={() => centre.setOpen(false)}
          />
        </div>
      )}
    </div>
  );
}
