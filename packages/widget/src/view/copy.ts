/** Copies a text; `place` is where the field of the old way may stand. False when the page may not. */
export async function copyText(text: string, place: Element): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Not over https, or in a frame that has no leave to write the clipboard.
    const field = document.createElement("textarea");
    field.value = text;
    place.append(field);
    field.select();
    const copied = document.execCommand("copy");
    field.remove();
    return copied;
  }
}
