import { fillAvatar } from "./avatar.js";
import { preferences } from "./preferences.js";
import { conversationPath } from "./route.js";
import { ago } from "./time.js";
import { word, writeWords } from "./words.js";

const list = document.querySelector("#conversations");
const search = document.querySelector("#search");
const noMatch = document.querySelector("#no-match");
const template = document.querySelector("#conversation");

const items = new Map();

/** Adds a conversation at the end of the list, or brings its line up to date. */
export function showConversation(conversation) {
  const { contact, messages, unread, tags } = conversation;
  const { locale } = preferences;
  const item = items.get(contact.externalId) ?? addItem(conversation);
  const last = messages.at(-1);

  item.querySelector(".last").textContent = last.text;
  item.querySelector("time").textContent = ago(last.at, locale);
  item.querySelector(".unread").hidden = !unread;
  item.querySelector(".dots").replaceChildren(...dots(tags));
  item.querySelector("input").ariaLabel = word(locale, "select").replace("{name}", contact.name);
  writeWords(item, locale);
}

function addItem({ contact }) {
  const item = template.content.cloneNode(true).firstElementChild;
  const link = item.querySelector("a");
  link.href = conversationPath(contact.externalId);
  const box = item.querySelector("input");
  box.value = contact.externalId;
  link.tabIndex = box.tabIndex = items.size === 0 ? 0 : -1;
  fillAvatar(item.querySelector(".avatar"), contact.name);
  item.querySelector(".name").textContent = contact.name;
  item.querySelector(".channel").textContent = contact.channel;
  for (const text of item.querySelectorAll(".name, .last, .avatar")) text.lang = contact.language;
  item.dataset.text = `${contact.name} ${contact.channel} ${contact.externalId}`.toLowerCase();
  items.set(contact.externalId, item);
  list.append(item);
  return item;
}

function dots(tags) {
  if (tags.length === 0) return [];
  const names = document.createElement("span");
  names.className = "sr";
  names.textContent = `${word(preferences.locale, "tags")}: ${tags.map(({ name }) => name).join(", ")}`;
  const marks = tags.slice(0, 6).map(({ name, color }) => {
    const dot = document.createElement("span");
    dot.className = "dot";
    dot.title = name;
    dot.style.setProperty("--dot", color);
    return dot;
  });
  return [...marks, names];
}

export function markCurrent(externalId) {
  for (const [id, item] of items) {
    const link = item.querySelector("a");
    if (id === externalId) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
  const current = items.get(externalId);
  if (current === undefined) return;
  rove(current);
  current.scrollIntoView({ block: "nearest" });
}

export function moveToTop(externalId) {
  list.prepend(items.get(externalId));
}

/** Puts the keyboard's focus on a conversation. */
export function focusConversation(externalId) {
  items.get(externalId)?.querySelector("a").focus();
}

// One line for the Tab key, its box and its link; the arrow keys go from line to line, Enter opens.
function rove(item) {
  for (const stop of list.querySelectorAll("a, input")) stop.tabIndex = item.contains(stop) ? 0 : -1;
}

function visibleItems() {
  return [...list.children].filter((item) => !item.hidden);
}

list.addEventListener("keydown", (event) => {
  const shown = visibleItems();
  const at = shown.indexOf(event.target.closest("li"));
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: shown.length - 1 }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  if (to < 0) search.focus();
  else if (to < shown.length) {
    rove(shown[to]);
    shown[to].querySelector("a").focus();
  }
});

search.addEventListener("keydown", (event) => {
  if (event.key !== "ArrowDown") return;
  event.preventDefault();
  visibleItems()[0]?.querySelector("a").focus();
});

search.addEventListener("input", () => {
  const query = search.value.trim().toLowerCase();
  for (const item of items.values()) {
    const last = item.querySelector(".last").textContent.toLowerCase();
    item.hidden = !item.dataset.text.includes(query) && !last.includes(query);
  }
  const [first] = visibleItems();
  noMatch.hidden = first !== undefined;
  if (first !== undefined) rove(first);
});
