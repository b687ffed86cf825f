import * as menu from "@zag-js/menu";
import { normalizeProps, useMachine } from "@zag-js/preact";
import { useEffect, useId } from "preact/hooks";
import { MenuContent, selectIn, type MenuSection } from "./menu-content.tsx";

type PopupMenuProps = {
  /** The button it was opened by: it stands there, and gives the focus back to it. */
  anchor: HTMLElement;
  label: string;
  sections: MenuSection[];
  onClose: () => void;
};

/** A menu that many buttons share: shown while it is rendered, so that a long list carries none. */
export function PopupMenu({ anchor, label, sections, onClose }: PopupMenuProps) {
  const service = useMachine(menu.machine, {
    id: useId(),
    defaultOpen: true,
    "aria-label": label,
    loopFocus: true,
    positioning: {
      placement: "bottom-end",
      gutter: 4,
      strategy: "fixed",
      getAnchorElement: () => anchor,
    },
    onSelect: ({ value }: { value: string }) => selectIn(sections, value),
    onOpenChange: ({ open }: { open: boolean }) => {
      if (open) return;
      requestAnimationFrame(() => {
        if (document.activeElement === document.body || document.activeElement === null) anchor.focus();
      });
      onClose();
    },
  });
  useEffect(() => {
    anchor.setAttribute("aria-expanded", "true");
    return () => anchor.removeAttribute("aria-expanded");
  }, [anchor]);
  const api = menu.connect(service, normalizeProps);
  if (!api.open) return null;
  return <MenuContent api={api} sections={sections} />;
}
