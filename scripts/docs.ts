import { existsSync, globSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";

const skipped = ["node_modules", "dist", ".types", ".turbo", ".git", "coverage"];
const fileEnding = /\.(?:ts|tsx|mjs|js|json|md|css|html|yml|svg|png|po|sh)$/;

/** What a repository's Markdown files name that does not exist: one line for each, `file: what`. */
export function findDeadNames(root: string): string[] {
  const files = globSync("**/*", { cwd: root, exclude: (name) => skipped.includes(basename(name)) });
  const known = new Set(files.map((file) => basename(file)));
  const scripts = npmScripts(root, files);
  return files
    .filter((file) => file.endsWith(".md"))
    .toSorted()
    .flatMap((file) => {
      const text = readFileSync(join(root, file), "utf8");
      const base = join(root, dirname(file));
      const problems = [
        ...links(text).filter((link) => !linkExists(base, text, link)),
        ...codeSpans(text).filter((span) => isPath(root, span) && !pathExists([root, base], known, span)),
        ...commands(text)
          .filter((command) => !scripts.has(command))
          .map((name) => `npm run ${name}`),
      ];
      return [...new Set(problems)].map((problem) => `${file}: ${problem}`);
    });
}

function npmScripts(root: string, files: string[]): Set<string> {
  const names = files
    .filter((file) => basename(file) === "package.json")
    .flatMap((file) => {
      const manifest: { scripts?: object } = JSON.parse(readFileSync(join(root, file), "utf8"));
      return Object.keys(manifest.scripts ?? {});
    });
  return new Set(names);
}

const all = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map((match) => match[1] ?? "");
const fence = /^```[\s\S]*?^```/gm;

function links(text: string): string[] {
  const prose = text.replace(fence, "").replace(/`[^`\n]*`/g, "");
  const targets = [...all(prose, /\]\(([^)\s]+)[^)]*\)/g), ...all(prose, /(?:src|href|srcset)="([^"]+)"/g)];
  return targets.filter((target) => !/^(?:[a-z]+:|\/\/)/i.test(target));
}

function linkExists(base: string, text: string, link: string): boolean {
  const [path = "", anchor] = link.split("#");
  const target = join(base, decodeURI(path));
  if (path !== "" && !existsSync(target)) return false;
  if (!anchor || (path !== "" && !path.endsWith(".md"))) return true;
  return anchors(path === "" ? text : readFileSync(target, "utf8")).has(anchor);
}

// The way GitHub makes a heading's anchor.
function anchors(text: string): Set<string> {
  const headings = all(text.replace(fence, ""), /^#{1,6}\s+(.+)$/gm);
  return new Set(
    headings.map((heading) =>
      heading
        .trim()
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\s_-]/gu, "")
        .replace(/\s/g, "-"),
    ),
  );
}

/** Inline code, and in fenced blocks the words that could be paths. */
function codeSpans(text: string): string[] {
  const words = (text.match(fence) ?? []).flatMap((block) =>
    block.split("\n").slice(1, -1).join(" ").split(/\s+/),
  );
  const inFences = words.filter((word) => word.includes("/") && !word.includes("://"));
  return [...all(text.replace(fence, ""), /`([^`\n]+)`/g), ...inFences].map((span) =>
    span.replace(/[,;:)]+$/, ""),
  );
}

/** Whether a piece of code names a file or a folder of the repository, as against a URL, a package or an import. */
function isPath(root: string, span: string): boolean {
  if (/^(?:\/|@|~|[a-z]+:|\$)/i.test(span) || /[\s()"'=?&;|`]/.test(span)) return false;
  const [first = ""] = span.replace(/^\.\//, "").split("/");
  if (first === "data" || first === "node_modules" || span.includes("/dist/")) return false;
  if (span.includes("/") && /^[\w.-]+$/.test(first) && first !== "." && existsSync(join(root, first)))
    return true;
  return (
    fileEnding.test(span) && /^[\w./*{},<>…-]+$/.test(span) && !span.startsWith("*.") && !span.startsWith(".")
  );
}

// `<slice>` and `…` stand for any name.
function pathExists(folders: string[], known: ReadonlySet<string>, span: string): boolean {
  const pattern = span.replace(/<[^>]*>|…/g, "*").replace(/\/$/, "");
  if (!pattern.includes("/") && known.has(pattern)) return true;
  return alternatives(pattern).every((path) =>
    folders.some((folder) =>
      path.includes("*") ? globSync(path, { cwd: folder }).length > 0 : existsSync(join(folder, path)),
    ),
  );
}

function alternatives(pattern: string): string[] {
  const braces = /\{([^{}]*)\}/.exec(pattern);
  if (!braces) return [pattern];
  return (braces[1] ?? "")
    .split(",")
    .flatMap((choice) => alternatives(pattern.replace(braces[0], choice.trim())));
}

function commands(text: string): string[] {
  const run = all(text, /\bnpm (?:run(?:-script)?|exec --) ([\w:-]+)/g);
  const short = all(text, /\bnpm (start|test)\b/g);
  return [...run, ...short];
}
