import { linguiTransformerBabelPreset, lingui } from "@lingui/vite-plugin";
import babel from "@rolldown/plugin-babel";
import { defineConfig } from "vite";

process.env["LINGUI_SUPPRESS_BABEL_WARNING"] = "1";

export default defineConfig({
  base: "/admin/",
  plugins: [lingui({ failOnMissing: true }), babel({ presets: [linguiTransformerBabelPreset()] })],
  build: {
    target: "es2022",
    // Older targets would unroll light-dark() and color-mix().
    cssTarget: ["chrome123", "firefox128", "safari17.5"],
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    // One sheet: the order of its layers then holds, and no page comes without its styles.
    cssCodeSplit: false,
    rolldownOptions: {
      // TanStack marks its files "use client", which means nothing here.
      onwarn: (warning, warn) => {
        if (warning.code !== "MODULE_LEVEL_DIRECTIVE") warn(warning);
      },
    },
  },
});
