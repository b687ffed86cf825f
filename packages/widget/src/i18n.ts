import type { I18n, Messages } from "@lingui/core";
import { messages as uiEn } from "@tagdeck/ui/catalog-en";
import { messages as uiJa } from "@tagdeck/ui/catalog-ja";
import { messages as uiZhTw } from "@tagdeck/ui/catalog-zh-tw";
import { createI18n, nearestLocale, type Locale } from "@tagdeck/ui/i18n";
import { messages as en } from "./locales/en.po";
import { messages as ja } from "./locales/ja.po";
import { messages as zhTw } from "./locales/zh-TW.po";

const catalogs: Record<Locale, Messages[]> = { en: [uiEn, en], "zh-TW": [uiZhTw, zhTw], ja: [uiJa, ja] };

export function panelI18n(wanted: string): I18n {
  const locale = nearestLocale(wanted);
  return createI18n(locale, ...catalogs[locale]);
}
