import { parseArgs } from "node:util";
import { check, tests, type Step } from "./steps.ts";
import { buildFrontEnds } from "./turbo.ts";

process.env["DO_NOT_TRACK"] = "1";

const steps: Step[] = [
  check("format", "Format (oxfmt)", "oxfmt", "--check", "."),
  check("lint", "Lint and boundaries (oxlint)", "oxlint", "--deny-warnings"),
  check("unused", "Unused files, exports, dependencies (knip)", "knip", "--no-progress"),
  check("docs", "Paths and commands named in the documents", "node", "scripts/check-docs.ts"),
  check("messages", "Messages in every catalog (lingui)", "node", "scripts/check-messages.ts"),
  check("types", "Types (tsc)", "tsc", "-b"),
  { name: "build", heading: "Build the front ends (turbo)", run: build },
  check("size", "Bundle sizes (size-limit)", "size-limit"),
  tests("unit", "Unit, store and service tests (vitest)"),
  tests("e2e", "Browser journeys (vitest, Chromium)", "--config", "e2e/vitest.config.ts"),
];

const { only } = parseArgs({ options: { only: { type: "string", multiple: true } } }).values;
const chosen = only ? steps.filter((step) => only.includes(step.name)) : steps;
if (chosen.length === 0) {
  console.error(`No such step. The steps are: ${steps.map((step) => step.name).join(", ")}.`);
  process.exit(1);
}

let passed = 0;
let failed = 0;
const seconds = (since: number) => `${((performance.now() - since) / 1000).toFixed(1)} s`;
const lines: string[] = [];

for (const step of chosen) {
  console.log(`\n── ${step.heading}`);
  const started = performance.now();
  const outcome = await step.run();
  passed += outcome.passed;
  // A step that failed is never "0 failed", even when no single test did.
  failed += outcome.failed || (outcome.ok ? 0 : 1);
  lines.push(`${outcome.ok ? "ok    " : "FAILED"}  ${step.heading}  (${seconds(started)})`);
  if (!outcome.ok) break;
}

const skipped = chosen.slice(lines.length).map((step) => `not run  ${step.heading}`);
console.log(`\n${[...lines, ...skipped].join("\n")}\n\n${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;

async function build() {
  const { ok, output } = await buildFrontEnds();
  if (!ok) console.error(output.trim());
  return { ok, passed: 0, failed: 0 };
}
