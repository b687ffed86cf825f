import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { ownNames } from "../packages/widget/src/own-names.ts";

// A field of an answer that the build had shortened was never found, and a message had a hole for its value.
it("are none of what travels to the server or from it, none that hosts see, and none that messages name", () => {
  const core = globSync(join(import.meta.dirname, "../packages/core/src/**/*.ts"));
  const described = [...core, join(import.meta.dirname, "../packages/widget/src/host-api.ts")]
    .filter((path) => !path.endsWith(".test.ts"))
    .map((path) => readFileSync(path, "utf8"))
    .join("\n");
  const texts = globSync(join(import.meta.dirname, "../packages/{ui,widget}/src/locales/en.po"))
    .map((path) => readFileSync(path, "utf8"))
    .join("\n");
  const isField = (name: string) => new RegExp(`(?:^|[{;,])\\s*${name}\\??:`, "m").test(described);
  expect(["leftAlone", "externalId", "tokenEndpoint"].filter(isField)).toHaveLength(3);
  expect(ownNames.filter(isField)).toEqual([]);
  const isValue = (name: string) => new RegExp(`\\{${name}[,}]`).test(texts);
  expect(["folded", "days"].filter(isValue)).toHaveLength(2);
  expect(ownNames.filter(isValue)).toEqual([]);
  expect(new Set(ownNames).size).toBe(ownNames.length);
});
