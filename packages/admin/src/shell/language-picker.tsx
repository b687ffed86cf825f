import { msg } from "@lingui/core/macro";
import { locales } from "@tagdeck/ui/i18n";
import { locale, t } from "../text/i18n.ts";
import { languageNames } from "./languages.ts";
import { chooseLocale } from "./preferences.ts";

export function LanguagePicker() {
  return (
    <select
      class="select select-small"
      aria-label={t(msg`Language`)}
      value={locale.value}
      onChange={(event) => {
        const next = locales.find((one) => one === event.currentTarget.value);
        if (next) void chooseLocale(next);
      }}
    >
      {locales.map((one) => (
        <option key={one} value={one} lang={one}>
          {languageNames[one]}
        </option>
      ))}
    </select>
  );
}
