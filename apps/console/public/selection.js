import { preferences } from "./preferences.js";
import { word } from "./words.js";

const list = document.querySelector("#conversations");
const bar = document.querySelector("#selection");
const listeners = [];

const boxes = () => [...list.querySelectorAll("input")];
const visibleBoxes = () => boxes().filter((box) => !box.closest("li").hidden);
let last = null;

/** Calls back with the external ids of the selected conversations' contacts, in the order of the list. */
export function onSelected(listener) {
  listeners.push(listener);
}

export function selected() {
  return boxes().flatMap((box) => (box.checked ? [box.value] : []));
}

export function clearSelection() {
  last = null;
  if (selected().length === 0) return;
  for (const box of boxes()) box.checked = false;
  tell();
}

/** Writes how many are selected, in the page's language. */
export function showSelection() {
  const { length } = selected();
  bar.hidden = length === 0;
  bar.querySelector(".count").textContent = word(preferences.locale, "selected").replace("{count}", length);
}

function tell() {
  showSelection();
  const ids = selected();
  for (const listener of listeners) listener(ids);
}

function toggle(box, withRange) {
  const shown = visibleBoxes();
  const [from, to] = [shown.indexOf(last ?? box), shown.indexOf(box)].toSorted((a, b) => a - b);
  if (withRange && from >= 0) for (const each of shown.slice(from, to + 1)) each.checked = true;
  else box.checked = !box.checked;
  last = box;
  tell();
}

// Ctrl, Cmd or Shift on a line selects instead of opening; what is open is selected with it.
list.addEventListener("click", (event) => {
  const link = event.target.closest("a");
  if (link === null || !(event.ctrlKey || event.metaKey || event.shiftKey)) return;
  event.preventDefault();
  const open = list.querySelector("[aria-current]")?.closest("li").querySelector("input") ?? null;
  const box = link.closest("li").querySelector("input");
  if (selected().length === 0 && open !== null && open !== box) {
    open.checked = true;
    last = open;
  }
  toggle(box, event.shiftKey);
});
list.addEventListener("change", (event) => {
  last = event.target;
  tell();
});
bar.querySelector("button").addEventListener("click", () => {
  clearSelection();
  list.querySelector("a[tabindex='0']").focus();
});
