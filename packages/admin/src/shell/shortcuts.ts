import { signal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";

export type Shortcut = {
  /** As KeyboardEvent says it: "/", "n", "F2"; "mod+k" with Ctrl, or ⌘ on a Mac. Each does the same. */
  keys: readonly string[];
  /** What the sheet of keys says of it. */
  label: string;
  /** Whether it is the page's own or works everywhere. */
  scope: "page" | "anywhere";
  /** Its key is taken only when this does not return false. */
  run: (event: KeyboardEvent) => unknown;
};

/** All that works at the moment, by who offers it: read by the sheet of keys. */
export const shortcuts = signal<ReadonlyMap<symbol, readonly Shortcut[]>>(new Map());

/** Makes keys work while a component is shown: not in fields, and not while a dialog or a menu is open. */
export function useShortcuts(offered: readonly Shortcut[]): void {
  const id = useRef(Symbol("shortcuts"));
  const signature = offered.map(({ keys, label }) => `${keys.join()} ${label}`).join("\n");
  const latest = useRef(offered);
  latest.current = offered;
  useEffect(() => {
    const mine = offered.map((shortcut, i) => ({
      ...shortcut,
      run: (event: KeyboardEvent) => latest.current[i]?.run(event),
    }));
    if (shortcuts.peek().size === 0) document.addEventListener("keydown", onKeyDown);
    shortcuts.value = new Map(shortcuts.peek()).set(id.current, mine);
    return () => {
      const left = new Map(shortcuts.peek());
      left.delete(id.current);
      shortcuts.value = left;
      if (left.size === 0) document.removeEventListener("keydown", onKeyDown);
    };
  }, [signature]);
}

function onKeyDown(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing || event.altKey) return;
  const mod = event.ctrlKey || event.metaKey;
  if (!mod && isEditable(event.target)) return;
  if (document.querySelector("[role=dialog],[role=alertdialog],[role=menu]")) return;
  const key = `${mod ? "mod+" : ""}${event.key.length === 1 ? event.key.toLowerCase() : event.key}`;
  for (const offered of [...shortcuts.peek().values()].toReversed()) {
    const found = offered.find(({ keys }) => keys.includes(key));
    if (found && found.run(event) !== false) return event.preventDefault();
  }
}

export function isEditable(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      (/^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) && !target.matches("input[type=checkbox]")))
  );
}
