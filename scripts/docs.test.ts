import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { findDeadNames } from "./docs.ts";

let root = "";
const write = (path: string, text: string) => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
};

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "tagdeck-docs-"));
  write("package.json", `{ "scripts": { "start": "x", "start:empty": "x" } }`);
  write("packages/api/src/tags/router.ts", "");
  write("packages/api/src/tags/service.ts", "");
  write("docs/guide.md", "# The guide\n\n## First steps, and more\n");
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

test.each([
  ["a file", "`packages/api/src/tags/router.ts`"],
  ["a folder", "`packages/api/src/tags/` and `packages/api`"],
  ["a pattern with a placeholder", "`packages/api/src/<slice>/{router,service}.ts`"],
  ["a bare file name that some folder has", "`router.ts`"],
  ["a link, with an anchor", "[guide](docs/guide.md#first-steps-and-more) [here](#title)"],
  ["a path in a fenced block", "```sh\ncat packages/api/src/tags/router.ts\n```"],
  ["a script", "Run `npm start` or `npm run start:empty`."],
  [
    "what is no path of ours",
    "`/admin/` `@tagdeck/core/tags` `image/png` `https://x.example/a.ts` `a/b` `data/x.json`",
  ],
])("finds nothing wrong with %s", (_, text) => {
  write("README.md", `# Title\n\n${text}\n`);
  expect(findDeadNames(root)).toEqual([]);
});

test.each([
  ["a file that is gone", "`packages/api/src/tags/gone.ts`", "packages/api/src/tags/gone.ts"],
  ["a folder that is gone", "`packages/gone`", "packages/gone"],
  [
    "one choice of a pattern",
    "`packages/api/src/<slice>/{router,store}.ts`",
    "packages/api/src/<slice>/{router,store}.ts",
  ],
  ["a path under a top folder that is gone", "`bench/run.ts`", "bench/run.ts"],
  ["a bare file name that nothing has", "`gone.ts`", "gone.ts"],
  ["a dead link", "[guide](docs/gone.md)", "docs/gone.md"],
  ["a dead anchor", "[guide](docs/guide.md#gone)", "docs/guide.md#gone"],
  ["a dead image", '<img src="docs/gone.png" alt="">', "docs/gone.png"],
  ["a path in a fenced block", "```sh\ncat packages/gone.ts\n```", "packages/gone.ts"],
  ["an unknown script", "Run `npm run gone`.", "npm run gone"],
  ["a script that only npm knows", "Run `npm test`.", "npm run test"],
])("reports %s", (_, text, problem) => {
  write("README.md", `# Title\n\n${text}\n`);
  expect(findDeadNames(root)).toEqual([`README.md: ${problem}`]);
});
