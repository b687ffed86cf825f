import { spawnSync } from "node:child_process";
import { cpSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

// The build refuses a message that is not translated, but it knows only what stands in the catalogs: they are
// made anew in another folder, from the sources, and must come out the same.
const root = join(import.meta.dirname, "..");
const folder = mkdtempSync(join(tmpdir(), "tagdeck-messages-"));
try {
  const catalogs = globSync("packages/*/src/locales/*.po", { cwd: root });
  for (const file of catalogs) cpSync(join(root, file), join(folder, file));

  const config = join(folder, "lingui.config.mjs");
  const paths = `catalogs: base.catalogs.map((one) => ({ ...one, path: one.path.replace("<rootDir>", ${JSON.stringify(folder)}) }))`;
  writeFileSync(
    config,
    `import base from ${JSON.stringify(pathToFileURL(join(root, "lingui.config.ts")).href)};
export default { ...base, rootDir: ${JSON.stringify(root)}, ${paths} };\n`,
  );
  const lingui = join(root, "node_modules/.bin/lingui");
  const { status, stderr } = spawnSync(lingui, ["extract", "--clean", "--config", config], {
    cwd: root,
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(stderr);

  const old = catalogs.filter((file) => read(join(root, file)) !== read(join(folder, file)));
  for (const file of old) console.error(`${file} is not what the sources say.`);
  if (old.length > 0) {
    console.error("\nRun `npm run messages`, then translate what is new.");
    process.exitCode = 1;
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

// Where a message stands and when it was gathered say nothing about it.
function read(file: string): string {
  return readFileSync(file, "utf8").replace(/^(?:#:|"POT-Creation-Date:).*\n/gm, "");
}
