import { setupI18n as lingui } from "@lingui/core";
import { messages as uiEn } from "@tagdeck/ui/catalog-en";
import { messages as uiJa } from "@tagdeck/ui/catalog-ja";
import { messages as uiZhTw } from "@tagdeck/ui/catalog-zh-tw";
import { describe, expect, it } from "vitest";
import { packMessage } from "./message-packing.ts";
import { messages as en } from "./locales/en.po";
import { messages as ja } from "./locales/ja.po";
import { messages as zhTw } from "./locales/zh-TW.po";
import { setupI18n } from "./message-format.ts";

const catalogs = { en: { ...uiEn, ...en }, "zh-TW": { ...uiZhTw, ...zhTw }, ja: { ...uiJa, ...ja } };

describe.each(Object.entries(catalogs))("in %s", (locale, texts) => {
  it("every message reads as the original library says it", () => {
    const original = lingui({ locale, messages: { [locale]: texts } });
    const packed = Object.entries(texts).map(([id, text]) => [id, packMessage(text)]);
    const ours = setupI18n({ locale, messages: { [locale]: Object.fromEntries(packed) } });
    const ids = Object.keys(texts);
    expect(ids.length).toBeGreaterThan(50);
    for (const number of [0, 1, 2, 1234]) {
      // Any name that a message may ask for has a value.
      const values = new Proxy<Record<string, unknown>>(
        {},
        {
          get: (_, name) => (/count|max|seconds|folded/i.test(String(name)) ? number : `<${String(name)}>`),
          getOwnPropertyDescriptor: () => ({ configurable: true, enumerable: true, value: null }),
        },
      );
      for (const id of ids) expect(ours._({ id, values })).toBe(original._({ id, values }));
      expect(ours.number(number)).toBe(original.number(number));
    }
  });
});
