import type { PickerState } from "./picker-state.ts";

/** The field's keys. While an input method composes, every key belongs to it. */
export function handleKey(
  event: KeyboardEvent,
  picker: PickerState,
  onClose: (() => void) | undefined,
): void {
  // 229: WebKit ends the composition before the Enter that confirmed it.
  if (event.isComposing || event.keyCode === 229) return;
  const state = picker.get();
  const field = event.currentTarget;
  if (!(field instanceof HTMLInputElement)) return;
  // A field that was filled without an input event (a text expander, an input method) is read here.
  picker.typed(field.value);

  if (event.key === "Backspace" && field.value === "" && !event.repeat) {
    picker.backspace();
    return;
  }
  picker.disarm();

  const handled = (): boolean => {
    switch (event.key) {
      case "Enter":
        picker.enter(event.metaKey || event.ctrlKey);
        return true;
      case "ArrowDown":
        if (event.altKey || !state.open) picker.open();
        if (!event.altKey) picker.walk("next");
        return true;
      case "ArrowUp":
        if (event.altKey) picker.close();
        else picker.walk("previous");
        return true;
      case "Home":
      case "End":
        if (!state.open || !state.walking || event.shiftKey) return false;
        picker.walk(event.key === "Home" ? "first" : "last");
        return true;
      case "Escape":
        if (field.value === "") onClose?.();
        else if (!state.open) picker.clear();
        picker.close();
        return true;
      default:
        return false;
    }
  };
  if (!handled()) return;
  event.preventDefault();
  event.stopPropagation();
}
