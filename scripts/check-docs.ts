import { join } from "node:path";
import { findDeadNames } from "./docs.ts";

const dead = findDeadNames(join(import.meta.dirname, ".."));
for (const line of dead) console.error(line);
if (dead.length > 0) {
  console.error(`\n${dead.length} names in the documents lead nowhere.`);
  process.exitCode = 1;
}
