import * as menu from "@zag-js/menu";
import { normalizeProps, useMachine } from "@zag-js/preact";
import { Check } from "lucide-preact";
import type { ComponentChildren, JSX } from "preact";
import { useId } from "preact/hooks";

export type MenuAction = {
  value: string;
  label: string;
  icon?: ComponentChildren;
  danger?: boolean;
  onSelect: () => void;
};

export type MenuChoice = { value: string; label: string; icon?: ComponentChildren };

export type MenuSection =
  | { kind: "actions"; label?: string; actions: MenuAction[] }
  | {
      kind: "choice";
      label: string;
      value: string;
      choices: readonly MenuChoice[];
      columns?: boolean;
      onChoose: (value: string) => void;
    };

type MenuProps = {
  label: string;
  header?: ComponentChildren;
  sections: MenuSection[];
  placement?: "bottom-start" | "bottom-end" | "top-start" | "right-end";
  trigger: (props: JSX.ButtonHTMLAttributes<HTMLButtonElement>) => ComponentChildren;
};

type MenuApi = ReturnType<typeof menu.connect>;

export function Menu({ label, header, sections, placement = "bottom-start", trigger }: MenuProps) {
  const service = useMachine(menu.machine, {
    id: useId(),
    "aria-label": label,
    loopFocus: true,
    positioning: { placement, gutter: 4, strategy: "fixed" },
    onSelect: ({ value }: { value: string }) => {
      for (const section of sections) {
        if (section.kind === "actions") section.actions.find((action) => action.value === value)?.onSelect();
        else if (section.choices.some((choice) => choice.value === value)) section.onChoose(value);
      }
    },
  });
  const api = menu.connect(service, normalizeProps);
  return (
    <>
      {trigger(api.getTriggerProps())}
      {api.open && (
        <div {...api.getPositionerProps()} class="menu-positioner">
          <div class="menu">
            {header}
            <div {...api.getContentProps()} class="menu-content">
              {sections.map((section, index) => (
                <Section key={section.label ?? index} api={api} id={`${index}`} section={section} />
              ))}
            </div>
          </div>
        </div>
      )}
    </>
  );
}

function Section({ api, id, section }: { api: MenuApi; id: string; section: MenuSection }) {
  return (
    <div {...(section.label ? api.getItemGroupProps({ id }) : {})} class="menu-section">
      {section.label && (
        <div {...api.getItemGroupLabelProps({ htmlFor: id })} class="menu-label">
          {section.label}
        </div>
      )}
      {section.kind === "actions" ? (
        section.actions.map((action) => (
          <div
            key={action.value}
            {...api.getItemProps({ value: action.value })}
            class={`menu-item${action.danger ? " menu-item-danger" : ""}`}
          >
            {action.icon}
            <span>{action.label}</span>
          </div>
        ))
      ) : (
        <div class={section.columns ? "menu-columns" : undefined}>
          {section.choices.map((choice) => {
            const checked = choice.value === section.value;
            return (
              <div
                key={choice.value}
                {...api.getOptionItemProps({ type: "radio", value: choice.value, checked })}
                class="menu-item"
              >
                {choice.icon}
                <span>{choice.label}</span>
                {checked && <Check class="menu-check" size={16} aria-hidden />}
              </div>
            );
          })}
        </div>
      )}
    </div>
  );
}
