import { setupI18n, type I18n, type Messages } from "@lingui/core";
import { createContext } from "preact";
import { useContext } from "preact/hooks";

export const locales = ["en", "zh-TW", "ja"] as const;
export type Locale = (typeof locales)[number];

/** The locale we have that is nearest to a BCP 47 tag; English when none is near. */
export function nearestLocale(wanted: string): Locale {
  const language = wanted.toLowerCase().split(/[-_]/)[0];
  return language === "zh" ? "zh-TW" : language === "ja" ? "ja" : "en";
}

/** One per page or panel; a change of language is a new one. */
export function createI18n(locale: Locale, ...catalogs: Messages[]): I18n {
  return setupI18n({ locale, messages: { [locale]: Object.assign({}, ...catalogs) } });
}

/** Gives the shared pieces their language: `<I18nContext.Provider value={i18n}>`. */
export const I18nContext = createContext<I18n>(createI18n("en"));

export function useI18n(): I18n {
  return useContext(I18nContext);
}
