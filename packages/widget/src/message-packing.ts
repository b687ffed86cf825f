import type { Messages } from "@lingui/core";

type Compiled = Messages[string];
type Cases = Readonly<Record<string, Compiled>>;

/**
 * Writes a compiled message as text for the panel's bundle, where it is half as long: `{name}` is a value,
 * `[count|one=# tag|other=# tags]` a choice by number. `src/message-format.ts` reads it.
 *
 * @throws Error when the text itself holds one of these signs
 */
export function packMessage(compiled: Compiled): string {
  const tokens = typeof compiled === "string" ? [compiled] : compiled;
  return tokens
    .map((token) => {
      if (typeof token === "string") return plain(token);
      const [name, kind, cases] = token;
      if (kind === undefined) return `{${name}}`;
      if (kind !== "plural") throw new Error(`The panel has no messages by ${kind}.`);
      const choices = Object.entries(cases as Cases) // safe because that is what Lingui compiles a plural to
        .filter(([choice]) => choice !== "offset");
      return `[${[name, ...choices.map(([choice, text]) => `${choice}=${packMessage(text)}`)].join("|")}]`;
    })
    .join("");
}

function plain(text: string): string {
  if (/[[\]{}|=\n]/.test(text))
    throw new Error(`“${text}” holds a sign that the panel's messages give a meaning.`);
  return text;
}
