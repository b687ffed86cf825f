import { tagColors } from "@tagdeck/core/tags/color";
import { Check } from "lucide-preact";
import { useRef } from "preact/hooks";
import { colorName } from "./color-names.ts";

type ColorPaletteProps = { label: string; value: string; onChange: (color: string) => void };

const columns = 6;
const steps: Record<string, number> = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: columns, ArrowUp: -columns };

/** A radio group of swatches: one stop for Tab, arrows move and choose. */
export function ColorPalette({ label, value, onChange }: ColorPaletteProps) {
  const group = useRef<HTMLDivElement>(null);
  const colors: readonly string[] = tagColors.some((color) => color === value)
    ? tagColors
    : [...tagColors, value];
  const onKeyDown = (event: KeyboardEvent) => {
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const next = (colors.indexOf(value) + step + colors.length) % colors.length;
    onChange(colors[next] ?? value);
    group.current?.querySelectorAll<HTMLElement>("[role=radio]")[next]?.focus();
  };
  return (
    <div ref={group} role="radiogroup" aria-label={label} class="palette" onKeyDown={onKeyDown}>
      {colors.map((color) => (
        <button
          key={color}
          type="button"
          role="radio"
          class="swatch"
          style={{ "--c": color }}
          aria-checked={color === value}
          aria-label={colorName(color)}
          title={colorName(color)}
          tabIndex={color === value ? 0 : -1}
          onClick={() => onChange(color)}
        >
          {color === value && <Check size={16} strokeWidth={3} aria-hidden />}
        </button>
      ))}
    </div>
  );
}
