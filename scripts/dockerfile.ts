import { readFileSync } from "node:fs";
import { join } from "node:path";

export type Instruction = { name: string; flags: Record<string, string>; text: string };
export type Stage = { name: string; from: string; instructions: Instruction[] };

/** The stages of a Dockerfile, as far as ours uses the language. */
export function readStages(file: string): Stage[] {
  const text = readFileSync(file, "utf8")
    .replace(/^#.*\n/gm, "")
    .replace(/\\\n\s*/g, "");
  const stages: Stage[] = [];
  const args = new Map<string, string>();
  for (const line of text.split("\n").filter((each) => each.trim() !== "")) {
    const [, name = "", rest = ""] = /^([A-Z]+)\s+(.+)$/.exec(line) ?? [];
    if (name === "") throw new Error(`not an instruction: ${line}`);
    if (name === "ARG") {
      const [key = "", value = ""] = rest.split("=");
      args.set(key, value);
    } else if (name === "FROM") {
      const [from = "", , as = ""] = rest.replace(/\$\{(\w+)\}/g, (_, key) => args.get(key) ?? "").split(" ");
      stages.push({ name: as, from, instructions: [] });
    } else {
      const [, given = "", body = ""] = /^((?:--\S+\s+)*)(.*)$/.exec(rest) ?? [];
      const flags = [...given.matchAll(/--([\w-]+)=(\S+)/g)].map(([, key = "", value = ""]) => [key, value]);
      stages.at(-1)?.instructions.push({ name, flags: Object.fromEntries(flags), text: body });
    }
  }
  return stages;
}

/** Whether `.dockerignore` keeps a path (from the root, with slashes) out of what is sent to the build. */
export function ignoredBy(root: string): (path: string) => boolean {
  const rules = readFileSync(join(root, ".dockerignore"), "utf8")
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => ({ keep: line.startsWith("!"), pattern: patternOf(line.replace(/^!/, "")) }));
  return (path) => {
    const parts = path.split("/");
    const itself = parts.map((_, at) => parts.slice(0, at + 1).join("/"));
    const last = rules.findLast(({ pattern }) => itself.some((each) => pattern.test(each)));
    return last ? !last.keep : false;
  };
}

// Unlike a shell's, Docker's `*` matches names that begin with a dot.
function patternOf(text: string): RegExp {
  const escaped = text.replace(/[.+^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`^${escaped.replaceAll("**/", "(?:.+/)?").replace(/\*/g, "[^/]*")}$`);
}
