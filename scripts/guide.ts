import { readFileSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");

/** A file of the repository, by its path from the root. */
export const readSource = (path: string): string => readFileSync(join(root, path), "utf8");

export const guide = readSource("docs/embedding.md");

export type Snippet = { language: string; name: string; code: string };

/** The guide's fenced blocks: ` ```js run=node ` has the language `js` and the name `node`. */
export const snippets: Snippet[] = [
  ...guide.matchAll(/^```(\w+)(?: (?:run=)?(\S+))?\n([\s\S]*?)^```$/gm),
].map(([, language = "", name = "", code = ""]) => ({ language, name, code }));

export function snippet(name: string): string {
  const found = snippets.find((one) => one.name === name);
  if (!found) throw new Error(`The guide has no snippet "${name}".`);
  return found.code;
}

/** The rows of the table whose header begins with this text, as cells. */
export function table(header: string): string[][] {
  const [, rows = ""] = guide.split(`\n| ${header}`);
  const [body = ""] = rows.split("\n\n");
  return body
    .split("\n")
    .slice(2)
    .map((row) =>
      row
        .split("|")
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
}

/** What stands in back quotes. */
export const codeIn = (text: string | undefined): string[] =>
  [...(text ?? "").matchAll(/`([^`]+)`/g)].map(([, code = ""]) => code);

export const sorted = (names: Iterable<string>): string[] => [...new Set(names)].toSorted();
