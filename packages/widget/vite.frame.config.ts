import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { lingui, linguiTransformerBabelPreset } from "@lingui/vite-plugin";
import babel from "@rolldown/plugin-babel";
import { defineConfig, type Plugin } from "vite";

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
        plugins: [
          lingui({ failOnMissing: true }),
          withoutConsoleWords(),
          babel({ presets: [linguiTransformerBabelPreset()] }),
        ],
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

/** The shared catalogs also hold what only the console says: the messages that no other file than its words has. */
function withoutConsoleWords(): Plugin {
  const consoleWords = "packages/ui/src/messages.ts";
  return {
    name: "without-console-words",
    transform(code, id) {
      if (!id.includes("/ui/src/locales/") || !id.endsWith(".po")) return undefined;
      const [catalog = "", text = ""] = /JSON\.parse\(("(?:[^"\\]|\\.)*")\)/.exec(code) ?? [];
      if (text === "") this.error("The catalog is not where it was looked for.");
      const messages = new Map(Object.entries<unknown>(JSON.parse(JSON.parse(text))));
      for (const entry of readFileSync(id, "utf8").split("\n\n")) {
        const origins = [...entry.matchAll(/^#: (.+)$/gm)].map(([, origin]) => origin);
        if (origins.length === 0 || origins.some((origin) => origin !== consoleWords)) continue;
        const [, lines = ""] = /^msgid ((?:".*"\n)+)/m.exec(entry) ?? [];
        const message = [...lines.matchAll(/^".*"$/gm)].map(([line]) => String(JSON.parse(line))).join("");
        if (!messages.delete(messageId(message))) this.error(`Not in the catalog: ${message}`);
      }
      const left = JSON.stringify(JSON.stringify(Object.fromEntries(messages)));
      return { code: code.replace(catalog, () => `JSON.parse(${left})`), map: null };
    },
  };
}

/** As Lingui makes them: https://github.com/lingui/js-lingui/tree/main/packages/message-utils */
function messageId(message: string): string {
  return createHash("sha256").update(`${message}\u001F`).digest("base64url").slice(0, 6);
}
