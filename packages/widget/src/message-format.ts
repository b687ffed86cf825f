import type { I18n, MessageDescriptor } from "@lingui/core";

type Texts = Readonly<Record<string, string>>;
export type MessageFormat = Pick<I18n, "locale" | "number"> & {
  _(message: MessageDescriptor | number): string;
};

/**
 * What the panel needs of `@lingui/core` to say a message that the build has packed (`message-packing.ts`); in the
 * bundle it stands in its place and saves a tenth of what the panel may weigh. A test compares every message of
 * the catalogs with the original.
 */
export function setupI18n(setting: {
  locale: string;
  messages: Readonly<Record<string, Texts | undefined>>;
}): MessageFormat {
  const { locale } = setting;
  const texts = setting.messages[locale];
  const numbers = new Intl.NumberFormat(locale);
  const plurals = new Intl.PluralRules(locale);

  return {
    locale,
    number: (value) => numbers.format(Number(value)),
    // A number is the place of a message that needs no values.
    _: (message) => {
      const { id, values = {} } = typeof message === "number" ? { id: message } : message;
      return (texts?.[id] ?? String(id))
        .replace(/\[(\w+)(.+?)\]/g, (_, name: string, choices: string) => {
          const number = Number(values[name]);
          const choice = (key: string | number) => choices.split(`|${key}=`)[1]?.split("|")[0];
          const chosen = choice(number) ?? choice(plurals.select(number)) ?? choice("other") ?? "";
          return chosen.replaceAll("#", numbers.format(number));
        })
        .replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ""));
    },
  };
}
