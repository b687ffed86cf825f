import { lingui, linguiTransformerBabelPreset } from "@lingui/vite-plugin";
import babel from "@rolldown/plugin-babel";
import { defineConfig } from "vite";

process.env["LINGUI_SUPPRESS_BABEL_WARNING"] = "1";

// Older targets would unroll light-dark() and color-mix().
const targets = { target: "es2022", cssTarget: ["chrome123", "firefox128", "safari17.5"] };

/** The pages of the panel in a frame, beside the panel's own file; with `--mode host` the script for their hosts. */
export default defineConfig(({ mode }) =>
  mode === "host"
    ? {
        build: {
          ...targets,
          emptyOutDir: false,
          lib: {
            entry: "src/frame-host-script.ts",
            formats: ["iife"],
            name: "TagdeckFrameBundle",
            fileName: () => "frame-host.js",
          },
        },
      }
    : {
        base: "/embed/frame/",
        plugins: [lingui({ failOnMissing: true }), babel({ presets: [linguiTransformerBabelPreset()] })],
        define: { "process.env.NODE_ENV": '"production"' },
        build: {
          ...targets,
          outDir: "dist/frame",
          // What a page loads, for the server that writes it.
          manifest: "manifest.json",
          assetsDir: "",
          modulePreload: false,
          minify: "terser",
          terserOptions: {
            ecma: 2020,
            toplevel: true,
            compress: { passes: 2, pure_getters: true, reduce_funcs: false },
          },
          rolldownOptions: {
            input: { frame: "src/frame/page.tsx", "sign-in": "src/frame/sign-in-page.tsx" },
            output: {
              chunkFileNames: ({ isDynamicEntry }) =>
                isDynamicEntry ? "[name]-[hash].js" : "shared-[hash].js",
            },
          },
        },
      },
);
