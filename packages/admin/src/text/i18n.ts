import type { I18n, MessageDescriptor, Messages } from "@lingui/core";
import { computed, signal } from "@preact/signals";
import { createI18n, type Locale } from "@tagdeck/ui/i18n";
import { problemText } from "@tagdeck/ui/messages";
import { toProblem } from "@tagdeck/ui/problem";

const catalogs: Record<Locale, () => Promise<{ messages: Messages }[]>> = {
  en: () => Promise.all([import("../locales/en.po"), import("@tagdeck/ui/catalog-en")]),
  "zh-TW": () => Promise.all([import("../locales/zh-TW.po"), import("@tagdeck/ui/catalog-zh-tw")]),
  ja: () => Promise.all([import("../locales/ja.po"), import("@tagdeck/ui/catalog-ja")]),
};

export const i18n = signal<I18n>(createI18n("en"));
// safe because createI18n takes nothing but a Locale
export const locale = computed(() => i18n.value.locale as Locale);

/** The words in the current language; a component that calls it renders again when the language changes. */
export function t(message: MessageDescriptor): string {
  return i18n.value._(message);
}

/** What went wrong, in the reader's language. */
export function errorText(error: unknown): string {
  return problemText(toProblem(error), i18n.value);
}

export async function loadLocale(next: Locale): Promise<void> {
  const parts = await catalogs[next]();
  i18n.value = createI18n(next, ...parts.map((part) => part.messages));
}
