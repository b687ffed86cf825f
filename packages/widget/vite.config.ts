import { lingui, linguiTransformerBabelPreset } from "@lingui/vite-plugin";
import babel from "@rolldown/plugin-babel";
import { basename } from "node:path";
import { defineConfig, type Plugin } from "vite";
import { packMessage } from "./src/message-packing.ts";
import { ownNames } from "./src/own-names.ts";
import { withoutUnused } from "./src/preact-parts.ts";

process.env["LINGUI_SUPPRESS_BABEL_WARNING"] = "1";

export default defineConfig({
  plugins: [
    lingui({ failOnMissing: true }),
    babel({ presets: [linguiTransformerBabelPreset()] }),
    preactParts(),
    packedMessages(),
    shorterWords(),
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
    // A hundredth less than the built-in one; functions that are used once compress better where they are.
    minify: "terser",
    terserOptions: {
      ecma: 2020,
      toplevel: true,
      mangle: { properties: { regex: new RegExp(`^(${ownNames.join("|")})$`) } },
      compress: {
        passes: 2,
        pure_getters: true,
        reduce_funcs: false,
        unsafe_arrows: true,
        unsafe_methods: true,
      },
    },
    // Older targets would unroll light-dark() and color-mix().
    cssTarget: ["chrome123", "firefox128", "safari17.5"],
    lib: { entry: "src/element.tsx", formats: ["iife"], name: "TagdeckBundle", fileName: () => "tagdeck.js" },
    rolldownOptions: { output: { codeSplitting: false } },
  },
});

/** All that Preact does for what the panel has none of: some four hundred bytes. */
function preactParts(): Plugin {
  return {
    name: "preact-parts",
    transform(code, id) {
      if (!id.endsWith("/preact.module.js")) return;
      const left = withoutUnused(code);
      if (left === null) this.error("Preact is another than the one whose unused parts are known.");
      return { code: left, map: null };
    },
  };
}

/**
 * The shared catalogs also hold what only the console says; here messages that no code refers to are left out, and
 * what is left is one text a language, its messages found by their place in it: an eighth of the file.
 */
function packedMessages(): Plugin {
  const catalog = /JSON\.parse\(("(?:[^"\\]|\\.)*")\)/g;
  return {
    name: "packed-messages",
    renderChunk(code, { modules }) {
      const rest = code.replace(catalog, "");
      const languages = Object.keys(modules)
        .filter((path) => path.endsWith(".po"))
        .map((path) => basename(path, ".po"));
      const messages: Record<string, Record<string, Parameters<typeof packMessage>[0]>> = {};
      const found = [...code.matchAll(catalog)];
      if (found.length !== languages.length) this.error("A catalog is not where it was looked for.");
      for (const [at, [, text]] of found.entries()) {
        Object.assign((messages[languages[at] ?? ""] ??= {}), JSON.parse(JSON.parse(text ?? "")));
      }
      const ids = Object.keys(messages["en"] ?? {}).filter((id) => rest.includes(`"${id}"`));
      // From 1 on: a message that is asked whether it is there must not be 0.
      const places = new Map(ids.map((id, at) => [id, String(at + 1)]));
      const written = new Set<string>();
      let at = 0;
      const packed = code.replace(catalog, () => {
        const language = languages[at++] ?? "";
        if (written.has(language)) return "{}";
        written.add(language);
        const texts = ids.map((id) => packMessage(messages[language]?.[id] ?? id));
        return `${JSON.stringify(["", ...texts].join("\n"))}.split("\\n")`;
      });
      return [...places].reduce((text, [id, place]) => {
        // A message without values is its number.
        const plain = text.replaceAll(new RegExp(`\\{\\s*id: "${RegExp.escape(id)}"\\s*\\}`, "g"), place);
        return plain.replaceAll(`"${id}"`, place);
      }, packed);
    },
  };
}

/** A bundle in which every binding begins with the same word compresses better. */
function shorterWords(): Plugin {
  return {
    name: "shorter-words",
    enforce: "post",
    generateBundle(_, bundle) {
      for (const file of Object.values(bundle)) {
        if (file.type === "chunk") file.code = file.code.replace(/\bconst(?=[ [{])/g, "let");
      }
    },
  };
}
