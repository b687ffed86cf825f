import { signal } from "@preact/signals";
import { locales, nearestLocale, type Locale } from "@tagdeck/ui/i18n";
import { loadLocale } from "../text/i18n.ts";

export const themes = ["auto", "light", "dark"] as const;
export type Theme = (typeof themes)[number];

// Storage may be blocked; then choices last as long as the page.
function read(key: string): string | null {
  try {
    return localStorage.getItem(`tagdeck.${key}`);
  } catch {
    return null;
  }
}

function write(key: string, value: string): void {
  try {
    localStorage.setItem(`tagdeck.${key}`, value);
  } catch {
    // see read
  }
}

export const theme = signal<Theme>(themes.find((one) => one === read("theme")) ?? "auto");

export function chooseTheme(next: Theme): void {
  theme.value = next;
  write("theme", next);
  if (next === "auto") delete document.documentElement.dataset["theme"];
  else document.documentElement.dataset["theme"] = next;
}

export async function chooseLocale(next: Locale): Promise<void> {
  write("locale", next);
  await showLocale(next);
}

export async function startLocale(): Promise<void> {
  const known = locales.find((one) => one === read("locale"));
  const wanted = navigator.languages.find((one) => /^(en|zh|ja)\b/i.test(one)) ?? "en";
  await showLocale(known ?? nearestLocale(wanted));
}

async function showLocale(next: Locale): Promise<void> {
  await loadLocale(next);
  document.documentElement.lang = next;
}

export function lastWorkspace(): string | null {
  return read("workspace");
}

export function rememberWorkspace(slug: string): void {
  write("workspace", slug);
}
