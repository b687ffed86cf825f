const hues = 6;

/** Fills an avatar with the first letter of a name, in a colour that always goes with that name. */
export function fillAvatar(element, name) {
  element.textContent = [...name][0] ?? "";
  const sum = [...name].reduce((total, char) => total + char.codePointAt(0), 0);
  element.dataset.hue = String(sum % hues);
}
