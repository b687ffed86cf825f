import { defineConfig } from "@lingui/cli";

export default defineConfig({
  sourceLocale: "en",
  locales: ["en", "zh-TW", "ja"],
  catalogs: ["ui", "widget", "admin"].map((name) => ({
    path: `<rootDir>/packages/${name}/src/locales/{locale}`,
    include: [`<rootDir>/packages/${name}/src`],
    exclude: ["**/*.test.*"],
  })),
});
