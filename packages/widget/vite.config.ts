import { lingui, linguiTransformerBabelPreset } from "@lingui/vite-plugin";
import babel from "@rolldown/plugin-babel";
import { defineConfig, type Plugin } from "vite";

process.env["LINGUI_SUPPRESS_BABEL_WARNING"] = "1";

export default defineConfig({
  plugins: [
    lingui({ failOnMissing: true }),
    babel({ presets: [linguiTransformerBabelPreset()] }),
    usedMessages(),
  ],
  // Preact holds `h` in any case; the other runtime's function and its lists of children are 650 bytes more.
  oxc: {
    jsx: { runtime: "classic", pragma: "h", pragmaFrag: "Fragment" },
    jsxInject: 'import { h, Fragment } from "preact"',
  },
  resolve: {
    alias: [
      { find: /^@lingui\/core$/, replacement: new URL("src/message-format.ts", import.meta.url).pathname },
      // The element draws the whole panel when a signal changes; components that watch their own are 2 kB more.
      { find: /^@preact\/signals$/, replacement: "@preact/signals-core" },
    ],
  },
  define: { "process.env.NODE_ENV": '"production"' },
  build: {
    target: "es2022",
    // Older targets would unroll light-dark() and color-mix().
    cssTarget: ["chrome123", "firefox128", "safari17.5"],
    lib: { entry: "src/element.tsx", formats: ["iife"], name: "TagdeckBundle", fileName: () => "tagdeck.js" },
    rolldownOptions: { output: { codeSplitting: false } },
  },
});

/**
 * The shared catalogs also hold what only the console says; here messages that no code refers to are left out,
 * and the others' ids become short: together that is a tenth of the file.
 */
function usedMessages(): Plugin {
  const catalog = /JSON\.parse\(("(?:[^"\\]|\\.)*")\)/g;
  return {
    name: "used-messages",
    renderChunk(code) {
      const rest = code.replace(catalog, "");
      const shortIds = new Map<string, string>();
      const shortId = (id: string) => {
        const short = shortIds.get(id) ?? shortIds.size.toString(36);
        shortIds.set(id, short);
        return short;
      };
      const withMessages = code.replace(catalog, (_, text: string) => {
        const messages: Record<string, unknown> = JSON.parse(JSON.parse(text));
        const used = Object.entries(messages).filter(([id]) => rest.includes(`"${id}"`));
        return JSON.stringify(Object.fromEntries(used.map(([id, message]) => [shortId(id), message])));
      });
      return [...shortIds].reduce(
        (text, [id, short]) => text.replaceAll(`"${id}"`, `"${short}"`),
        withMessages,
      );
    },
  };
}
