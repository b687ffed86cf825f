// The panel that was used last answers the key when a page has several.
let lastUsed: WeakRef<Element> | null = null;

export function markUsed(panel: Element): void {
  lastUsed = new WeakRef(panel);
}

function isEditable(target: EventTarget | undefined): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      target.matches("input:not([type=checkbox]), textarea, select, [role=textbox], [role=combobox]"))
  );
}

/** Whether a key press anywhere in the page opens this panel's picker: a plain `L` that nobody else wants. */
export function isForPanel(event: KeyboardEvent, panel: Element): boolean {
  if (event.key.toLowerCase() !== "l" || event.defaultPrevented || event.repeat || event.isComposing)
    return false;
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return false;
  if (isEditable(event.composedPath()[0])) return false;
  const used = lastUsed?.deref();
  return !used?.isConnected || used === panel;
}
