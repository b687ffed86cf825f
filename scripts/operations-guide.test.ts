import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { createMetrics } from "../packages/api/src/http/metrics.ts";
import { codeIn, readSource, sorted } from "./guide.ts";

const guide = readSource("docs/operations.md");
const env = readSource("apps/server/src/env.ts");
const program = join(import.meta.dirname, "../apps/server/bin/tagdeck.mjs");
const blocks = (language: string) =>
  [...guide.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].flatMap(([, name, code = ""]) =>
    name === language ? [code] : [],
  );

it("names only settings that the program or its compose files have, and the README every one", () => {
  const known = `${env} ${readSource("compose.postgres.yaml")} BYPASSRLS`;
  const named = sorted(
    codeIn(guide).flatMap((code) => [...code.matchAll(/\b[A-Z]{2,}(?:_[A-Z]+)+\b/g)].map(([name]) => name)),
  );
  expect(named.length).toBeGreaterThan(5);
  expect(named.filter((name) => !known.includes(name))).toEqual([]);
  const settings = [...env.matchAll(/^ {2}([A-Z_]+): /gm)].map(([, name = ""]) => name);
  const readme = readSource("README.md");
  expect(settings.filter((name) => name !== "NODE_ENV" && !readme.includes(name))).toEqual([]);
});

it("names commands that the program has, with flags that they take", () => {
  const { stdout: usage } = spawnSync(process.execPath, [program, "--help"], { encoding: "utf8" });
  const lines = [
    ...guide.matchAll(
      /tagdeck ((?:workspace create|user create|key create|serve|worker|migrate|backup|restore)\b[^`\n]*)/g,
    ),
  ];
  expect(lines.length).toBeGreaterThan(6);
  for (const [, line = ""] of lines) {
    const [command = ""] = /^(?:\w+ create|\w+)/.exec(line) ?? [];
    const row = usage.split("\n").find((each) => each.trim().startsWith(command)) ?? "";
    expect(row, line).not.toBe("");
    for (const [flag] of line.matchAll(/--[\w-]+/g)) expect(row, line).toContain(flag);
  }
});

it("names metrics that /metrics has", async () => {
  const there = await createMetrics().registry.metrics();
  const jobs = readSource("packages/api/src/jobs/metrics.ts");
  const [, table = ""] = guide.split("| metric |");
  const names = codeIn(table.split("\n\n")[0]).filter((code) => /^(?:tagdeck|nodejs|process)_/.test(code));
  expect(names.length).toBeGreaterThan(5);
  expect(names.filter((name) => !there.includes(name) && !jobs.includes(`"${name}"`))).toEqual([]);
});

it("shows samples for proxies that neither buffer streams nor show the metrics", () => {
  const [nginx = ""] = blocks("nginx");
  expect(nginx).toContain("proxy_buffering off;");
  expect(nginx).toContain("X-Forwarded-For $proxy_add_x_forwarded_for;");
  expect(nginx).toContain("location = /metrics { return 404; }");
  const [caddy = ""] = blocks("caddy");
  expect(caddy).toContain("flush_interval -1");
  expect(caddy).toContain("respond /metrics 404");
});

it("backs up and restores by its commands", { timeout: 40_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), "tagdeck-guide-"));
  try {
    const command = `tagdeck() { "${process.execPath}" "${program}" "$@"; }`;
    const run = (script: string, url = "file:data/tagdeck.db") => {
      const settings = { PATH: process.env["PATH"], DATABASE_URL: url };
      const lines = script.replaceAll("/backups/", `${folder}/`);
      const { status, stderr } = spawnSync("sh", ["-ec", `${command}\n${lines}`], {
        cwd: folder,
        env: settings,
        encoding: "utf8",
      });
      expect(status, stderr).toBe(0);
    };
    const [backup = "", restore = ""] = blocks("sh").filter((code) => code.startsWith("tagdeck "));
    run(`tagdeck migrate\n${backup}`);
    run(restore.replace(/\d{4}-\d\d-\d\d/, "$(date +%F)"), "file:other/tagdeck.db");
    expect(existsSync(join(folder, "other/tagdeck.db"))).toBe(true);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
