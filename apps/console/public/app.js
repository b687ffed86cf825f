import { fillAvatar } from "./avatar.js";
import { focusConversation, markCurrent, moveToTop, showConversation } from "./conversation-list.js";
import { showHint } from "./hint.js";
import { closeHint, nextTheme, preferences, setLocale } from "./preferences.js";
import { conversationPath, currentRoute, selectedPath } from "./route.js";
import { clearSelection, onSelected, selected, showSelection } from "./selection.js";
import { onTagOfMany, onTagsChanged, setPanelLook, showContacts } from "./tag-panel.js";
import { onReply, showThread } from "./thread.js";
import { word, writeWords } from "./words.js";

const columns = document.querySelector(".columns");
const localeSelect = document.querySelector("#locale");
const themeButton = document.querySelector("#theme");
const agentButton = document.querySelector("#agent");
const agentMenu = document.querySelector("#agent-menu");
const hint = document.querySelector("#hint");

const conversations = new Map();
let signedIn;
let open = null;

function showPreferences() {
  const { locale, theme } = preferences;
  const themeName = word(locale, { auto: "themeAuto", light: "themeLight", dark: "themeDark" }[theme]);
  document.documentElement.lang = locale;
  document.documentElement.dataset.theme = theme;
  localeSelect.value = locale;
  themeButton.setAttribute("aria-label", themeName);
  themeButton.title = themeName;
  writeWords(document, locale);
  hint.hidden = preferences.hintClosed;
  showHint(locale);
  setPanelLook({ locale, theme });
}

function showAll() {
  showPreferences();
  showAgents();
  for (const conversation of conversations.values()) showConversation(conversation);
  showThread(open);
  showSelection();
}

function showAgents() {
  const { agent, agents } = signedIn;
  fillAvatar(agentButton.querySelector(".avatar"), agent.name);
  agentButton.querySelector(".agent-name").textContent = agent.name;
  for (const choice of agentMenu.querySelectorAll("button")) choice.remove();
  agentMenu.append(...agents.map(agentChoice));
}

function agentChoice({ id, name, role }) {
  const choice = document.createElement("button");
  const avatar = document.createElement("span");
  const title = document.createElement("b");
  const note = document.createElement("span");
  choice.name = "agent";
  choice.value = id;
  choice.className = "menu-item";
  avatar.className = "avatar small";
  avatar.setAttribute("aria-hidden", "true");
  fillAvatar(avatar, name);
  title.textContent = name;
  note.textContent = word(preferences.locale, role);
  note.className = "muted";
  if (id === signedIn.agent.id) choice.setAttribute("aria-current", "true");
  choice.append(avatar, title, note);
  return choice;
}

function showRoute() {
  const { contact, step } = currentRoute();
  const before = open;
  open = conversations.get(contact) ?? null;
  const several = location.hash === selectedPath && selected().length > 0;
  if (several) showSelectedHead();
  columns.dataset.step = open === null && !several ? "list" : step;
  if (open !== null && open !== before) clearSelection();
  if (open !== before || open === null) showThread(open);
  markCurrent(open?.contact.externalId ?? null);
  showInPanel();
  if (open?.unread) {
    open.unread = false;
    showConversation(open);
  }
  if (open === null && before !== null && !several) focusConversation(before.contact.externalId);
}

/** On a narrow screen, over the tags of the selected. */
function showSelectedHead() {
  document.querySelector("#sidebar-who").textContent =
    document.querySelector("#selection .count").textContent;
  document.querySelector("#to-thread").href = "#/";
}

/** The panel is for what is selected or, if nothing is, for what is open. */
function showInPanel() {
  const ids = selected();
  showContacts(ids.length > 0 ? ids : open === null ? [] : [open.contact.externalId]);
}

localeSelect.addEventListener("change", () => {
  setLocale(localeSelect.value);
  showAll();
});
themeButton.addEventListener("click", () => {
  nextTheme();
  showPreferences();
});
hint.querySelector("button").addEventListener("click", () => {
  closeHint();
  showPreferences();
});
// Whoever signs in next finds the same conversation open.
agentMenu.addEventListener("submit", () => {
  agentMenu.action = `/sign-in${location.hash}`;
});
addEventListener("hashchange", showRoute);

onReply((text) => {
  open.messages.push({ by: signedIn.agent.name, text, at: Date.now() });
  showConversation(open);
  showThread(open);
  moveToTop(open.contact.externalId);
});

onTagsChanged((contact, tags) => {
  const conversation = conversations.get(contact);
  if (conversation === undefined) return;
  conversation.tags = tags;
  showConversation(conversation);
});

onTagOfMany((contact, tag, added) => {
  const conversation = conversations.get(contact);
  if (conversation === undefined) return;
  const others = conversation.tags.filter(({ id }) => id !== tag.id);
  conversation.tags = added ? [tag, ...others] : others;
  showConversation(conversation);
});

onSelected(showInPanel);

async function load() {
  const response = await fetch("/data.json");
  if (!response.ok) throw new Error(`The conversations answered ${response.status}.`);
  return response.json();
}

showPreferences();
try {
  const loadedAt = Date.now();
  const { conversations: loaded, ...people } = await load();
  signedIn = people;
  for (const { contact, unread, messages } of loaded) {
    const timed = messages.map(({ minutesAgo, ...rest }) => ({
      ...rest,
      at: loadedAt - minutesAgo * 60_000,
    }));
    conversations.set(contact.externalId, { contact, unread, messages: timed, tags: [] });
  }
  const roomForThread = matchMedia("(min-width: 720px)").matches;
  if (location.hash === "" && roomForThread) {
    history.replaceState(null, "", conversationPath(loaded[0].contact.externalId));
  }
  showAll();
  showRoute();
} catch {
  document.querySelector(".no-conversation p").textContent = word(preferences.locale, "loadFailed");
  columns.classList.add("empty");
}

// "2 min ago" grows old while the page is open.
setInterval(() => {
  for (const conversation of conversations.values()) showConversation(conversation);
}, 60_000);
