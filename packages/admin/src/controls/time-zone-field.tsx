import { msg } from "@lingui/core/macro";
import { ChevronsUpDown } from "lucide-preact";
import { useEffect, useId, useRef, useState } from "preact/hooks";
import { t } from "../text/i18n.ts";
import { Field, type ControlProps } from "./field.tsx";
import { findZones, zoneOf } from "./time-zones.ts";

type TimeZoneFieldProps = {
  value: string;
  onChange: (zone: string) => void;
  error?: string | undefined;
  disabled?: boolean;
};

/** A combobox of all time zones, found by any part of their name or by their offset. */
export function TimeZoneField({ value, onChange, error, disabled }: TimeZoneFieldProps) {
  return (
    <Field
      label={t(msg`Time zone`)}
      hint={t(msg`Days begin and end in this zone, and times are shown in it.`)}
      error={error}
    >
      {(control) => <ZoneInput control={control} value={value} onChange={onChange} disabled={disabled} />}
    </Field>
  );
}

type ZoneInputProps = Pick<TimeZoneFieldProps, "value" | "onChange" | "disabled"> & { control: ControlProps };

function ZoneInput({ control, value, onChange, disabled }: ZoneInputProps) {
  const listId = useId();
  const [typed, setTyped] = useState<string | null>(null);
  const [active, setActive] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const open = typed !== null;
  const zones = open ? findZones(typed, 60) : [];
  const optionId = (index: number) => `${listId}-${index}`;

  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: "nearest" });
  }, [active, open]);

  const choose = (index: number) => {
    const zone = zones[index];
    if (zone) onChange(zone.name);
    setTyped(null);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!open) setTyped("");
      else
        setActive((active + (event.key === "ArrowDown" ? 1 : zones.length - 1)) % Math.max(1, zones.length));
    } else if (event.key === "Enter" && open) {
      event.preventDefault();
      choose(active);
    } else if (event.key === "Escape" && open) {
      event.preventDefault();
      event.stopPropagation();
      setTyped(null);
    }
  };

  return (
    <div class="zone">
      <input
        {...control}
        class="input"
        role="combobox"
        aria-expanded={open}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={open && zones[active] ? optionId(active) : undefined}
        autocomplete="off"
        spellcheck={false}
        disabled={disabled}
        value={typed ?? `${value} (${zoneOf(value).offset})`}
        onFocus={(event) => event.currentTarget.select()}
        onClick={() => !open && setTyped("")}
        onInput={(event) => {
          setTyped(event.currentTarget.value);
          setActive(0);
        }}
        onKeyDown={onKeyDown}
        onBlur={() => setTyped(null)}
        placeholder={value}
      />
      <ChevronsUpDown class="zone-icon" size={16} aria-hidden />
      <div
        ref={list}
        id={listId}
        role="listbox"
        class="zone-list"
        aria-label={t(msg`Time zones`)}
        hidden={!open || zones.length === 0}
        onMouseDown={(event) => event.preventDefault()}
      >
        {zones.map((zone, index) => (
          <div
            key={zone.name}
            id={optionId(index)}
            role="option"
            class="zone-option"
            aria-selected={index === active}
            onClick={() => choose(index)}
          >
            <span>{zone.name.replaceAll("_", " ")}</span>
            <span class="muted">{zone.offset}</span>
          </div>
        ))}
      </div>
      {open && zones.length === 0 && (
        <div class="zone-list zone-none" role="status">
          {t(msg`No such time zone`)}
        </div>
      )}
    </div>
  );
}
