import * as menu from "@zag-js/menu";
import { normalizeProps, useMachine } from "@zag-js/preact";
import type { ComponentChildren, JSX } from "preact";
import { useId } from "preact/hooks";
import { MenuContent, selectIn, type MenuSection } from "./menu-content.tsx";

type MenuProps = {
  label: string;
  header?: ComponentChildren;
  sections: MenuSection[];
  placement?: "bottom-start" | "bottom-end" | "top-start" | "right-end";
  trigger: (props: JSX.ButtonHTMLAttributes<HTMLButtonElement>) => ComponentChildren;
};

export function Menu({ label, header, sections, placement = "bottom-start", trigger }: MenuProps) {
  const service = useMachine(menu.machine, {
    id: useId(),
    "aria-label": label,
    loopFocus: true,
    positioning: { placement, gutter: 4, strategy: "fixed" },
    onSelect: ({ value }: { value: string }) => selectIn(sections, value),
  });
  const api = menu.connect(service, normalizeProps);
  return (
    <>
      {trigger(api.getTriggerProps())}
      {api.open && <MenuContent api={api} header={header} sections={sections} />}
    </>
  );
}
