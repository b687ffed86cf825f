import { signal } from "@preact/signals";
import { locales, nearestLocale, type Locale } from "@tagdeck/ui/i18n";
import { loadLocale } from "../text/i18n.ts";

export const themes = ["auto", "light", "dark"] as const;
export type Theme = (typeof themes)[number];

// Storage may be blocked; then choices last as long as the page.
/** What was chosen in this browser before. */
export function recall(key: string): string | null {
  try {
    return localStorage.getItem(`tagdeck.${key}`);
  } catch {
    return null;
  }
}

export function remember(key: string, value: string): void {
  try {
    localStorage.setItem(`tagdeck.${key}`, value);
  } catch {
    // see recall
  }
}

export const theme = signal<Theme>(themes.find((one) => one === recall("theme")) ?? "auto");

export function chooseTheme(next: Theme): void {
  theme.value = next;
  remember("theme", next);
  if (next === "auto") delete document.documentElement.dataset["theme"];
  else document.documentElement.dataset["theme"] = next;
}

export async function chooseLocale(next: Locale): Promise<void> {
  remember("locale", next);
  await showLocale(next);
}

export async function startLocale(): Promise<void> {
  const known = locales.find((one) => one === recall("locale"));
  const wanted = navigator.languages.find((one) => /^(en|zh|ja)\b/i.test(one)) ?? "en";
  await showLocale(known ?? nearestLocale(wanted));
}

async function showLocale(next: Locale): Promise<void> {
  await loadLocale(next);
  document.documentElement.lang = next;
}

export function lastWorkspace(): string | null {
  return recall("workspace");
}

export function rememberWorkspace(slug: string): void {
  remember("workspace", slug);
}
