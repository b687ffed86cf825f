import { locales } from "./words.js";

const themes = ["auto", "light", "dark"];

function stored(key, allowed, otherwise) {
  const value = localStorage.getItem(key);
  return allowed.includes(value) ? value : otherwise;
}

function browserLocale() {
  const [first = "en"] = navigator.languages;
  if (first.startsWith("zh")) return "zh-TW";
  return first.startsWith("ja") ? "ja" : "en";
}

export const preferences = {
  locale: stored("locale", locales, browserLocale()),
  theme: stored("theme", themes, "auto"),
  hintClosed: localStorage.getItem("hint") === "closed",
};

export function setLocale(locale) {
  preferences.locale = locale;
  localStorage.setItem("locale", locale);
}

export function nextTheme() {
  preferences.theme = themes[(themes.indexOf(preferences.theme) + 1) % themes.length];
  localStorage.setItem("theme", preferences.theme);
}

export function closeHint() {
  preferences.hintClosed = true;
  localStorage.setItem("hint", "closed");
}
