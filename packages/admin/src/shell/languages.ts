import type { Locale } from "@tagdeck/ui/i18n";

/** Each language by its own name, so that everybody finds theirs. */
export const languageNames: Record<Locale, string> = { en: "English", "zh-TW": "繁體中文", ja: "日本語" };
