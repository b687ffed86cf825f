const isMac = /Mac|iP/.test(navigator.platform);
const names: Record<string, string> = { ArrowDown: "↓", ArrowUp: "↑", Escape: "Esc" };

/** A shortcut's key as it stands on the keyboard: "Ctrl K", "⌘ K", "Esc". */
export function keyNames(key: string): string {
  const [last = "", mod] = key.split("+").toReversed();
  const shown = names[last] ?? (last.length === 1 ? last.toUpperCase() : last);
  return mod === undefined ? shown : `${isMac ? "⌘" : "Ctrl"} ${shown}`;
}
