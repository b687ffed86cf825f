import { lingui, linguiTransformerBabelPreset } from "@lingui/vite-plugin";
import babel from "@rolldown/plugin-babel";
import { defineConfig } from "vitest/config";

process.env["LINGUI_SUPPRESS_BABEL_WARNING"] = "1";

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "node",
          include: [
            "packages/{core,api}/src/**/*.test.ts",
            "apps/*/src/**/*.test.ts",
            "scripts/**/*.test.ts",
          ],
          globalSetup: ["packages/api/src/testing/postgres.ts"],
          testTimeout: 20_000,
          hookTimeout: 30_000,
        },
      },
      {
        plugins: [lingui({ failOnMissing: true }), babel({ presets: [linguiTransformerBabelPreset()] })],
        test: {
          name: "dom",
          include: ["packages/{ui,widget,admin,react,vue}/src/**/*.test.{ts,tsx}"],
          environment: "happy-dom",
          // A script that is added to the page is not loaded; tests say when it comes or fails.
          environmentOptions: { happyDOM: { settings: { handleDisabledFileLoadingAsSuccess: true } } },
          testTimeout: 20_000,
        },
      },
    ],
  },
});
