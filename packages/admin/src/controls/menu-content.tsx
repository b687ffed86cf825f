import type * as menu from "@zag-js/menu";
import { Check } from "lucide-preact";
import type { ComponentChildren } from "preact";

export type MenuAction = {
  value: string;
  label: string;
  icon?: ComponentChildren;
  danger?: boolean;
  /** The key that does the same. */
  hint?: string;
  onSelect: () => void;
};

type MenuChoice = { value: string; label: string; icon?: ComponentChildren };

export type MenuSection =
  | { kind: "actions"; label?: string; actions: MenuAction[] }
  | {
      kind: "choice";
      label: string;
      value: string;
      choices: readonly MenuChoice[];
      columns?: boolean;
      onChoose: (value: string) => void;
    }
  | {
      /** Each on or off by itself; the menu stays open. */
      kind: "checks";
      label: string;
      checked: readonly string[];
      choices: readonly MenuChoice[];
      onToggle: (value: string) => void;
    };

export type MenuApi = ReturnType<typeof menu.connect>;

export function selectIn(sections: readonly MenuSection[], value: string): void {
  for (const section of sections) {
    if (section.kind === "actions") section.actions.find((action) => action.value === value)?.onSelect();
    else if (section.choices.some((choice) => choice.value === value)) {
      if (section.kind === "choice") section.onChoose(value);
      else section.onToggle(value);
    }
  }
}

type ContentProps = { api: MenuApi; header?: ComponentChildren; sections: readonly MenuSection[] };

export function MenuContent({ api, header, sections }: ContentProps) {
  return (
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
            {action.hint && (
              <kbd class="menu-key" aria-hidden>
                {action.hint}
              </kbd>
            )}
          </div>
        ))
      ) : (
        <div class={section.kind === "choice" && section.columns ? "menu-columns" : undefined}>
          {section.choices.map((choice) => {
            const one = section.kind === "choice";
            const checked = one ? choice.value === section.value : section.checked.includes(choice.value);
            return (
              <div
                key={choice.value}
                {...api.getOptionItemProps({
                  type: one ? "radio" : "checkbox",
                  value: choice.value,
                  checked,
                  closeOnSelect: one,
                })}
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
