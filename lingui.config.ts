import { defineConfig } from "@lingui/cli";
import { formatter } from "@lingui/format-po";

export default defineConfig({
  sourceLocale: "en",
  locales: ["en", "zh-TW", "ja"],
  // Without line numbers, so that moving code leaves the catalogs alone.
  format: formatter({ lineNumbers: false }),
  catalogs: ["ui", "widget", "admin"].map((name) => ({
    path: `<rootDir>/packages/${name}/src/locales/{locale}`,
    include: [`<rootDir>/packages/${name}/src`],
    exclude: ["**/*.test.*"],
  })),
});
