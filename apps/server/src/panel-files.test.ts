import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { panelFiles } from "./panel-files.ts";

const folder = mkdtempSync(join(tmpdir(), "tagdeck-panel-"));
const current = { version: "1.3.0", file: join(folder, "built.js") };
const releases = join(folder, "releases");

beforeAll(() => {
  writeFileSync(current.file, "now()");
  for (const [version, text] of [
    ["1.2.0", "then()"],
    ["1.3.0", "released()"],
  ] as const) {
    mkdirSync(join(releases, version), { recursive: true });
    writeFileSync(join(releases, version, "tagdeck.js"), text);
  }
});
afterAll(() => rmSync(folder, { recursive: true }));

describe("the panel's script", () => {
  it("is the running version's under its major, and for minutes only", async () => {
    const answer = await panelFiles(current, releases).request("/embed/v1/tagdeck.js");
    expect(await answer.text()).toBe("now()");
    expect(answer.headers.get("cache-control")).toBe("public, max-age=300");
    expect(answer.headers.get("content-type")).toContain("text/javascript");
  });

  it.each([
    ["1.3.0", "now()"],
    ["1.2.0", "then()"],
  ])(
    "of version %s stays for pages that have pinned it, with the hash the manifest tells",
    async (version, text) => {
      const app = panelFiles(current, releases);
      const asked = await app.request("/embed/manifest.json");
      // safe because each of its fields is checked below
      const manifest = (await asked.json()) as {
        version: string;
        files: unknown;
        versions: Record<string, unknown>;
      };
      const integrity = `sha384-${createHash("sha384").update(text).digest("base64")}`;
      const files = { "tagdeck.js": { path: `/embed/${version}/tagdeck.js`, integrity } };
      expect(manifest.version).toBe("1.3.0");
      expect(manifest.versions[version]).toEqual(files);
      if (version === current.version) expect(manifest.files).toEqual(files);
      const answer = await app.request(`/embed/${version}/tagdeck.js`);
      expect(await answer.text()).toBe(text);
      expect(answer.headers.get("cache-control")).toContain("immutable");
      expect(answer.headers.get("access-control-allow-origin")).toBe("*");
      expect(answer.headers.get("cross-origin-resource-policy")).toBe("cross-origin");
    },
  );

  it.each([
    ["gzip, deflate, br, zstd", "br", brotliDecompressSync],
    ["gzip", "gzip", gunzipSync],
    ["br;q=0, gzip;q=0.5", "gzip", gunzipSync],
  ])("is sent to who takes %s as %s, one and the same script", async (accepted, encoding, open) => {
    const app = panelFiles(current, releases);
    const headers = { "accept-encoding": accepted };
    const answer = await app.request("/embed/v1/tagdeck.js", { headers });
    expect(answer.headers.get("content-encoding")).toBe(encoding);
    expect(answer.headers.get("vary")).toContain("accept-encoding");
    expect(open(await answer.arrayBuffer()).toString()).toBe("now()");
    const again = { ...headers, "if-none-match": answer.headers.get("etag") ?? "" };
    expect((await app.request("/embed/v1/tagdeck.js", { headers: again })).status).toBe(304);
  });

  it("of a version that never was is not there, and none need have been released", async () => {
    expect((await panelFiles(current, releases).request("/embed/1.1.0/tagdeck.js")).status).toBe(404);
    const fresh = panelFiles(current, join(folder, "nowhere"));
    expect((await fresh.request("/embed/1.3.0/tagdeck.js")).status).toBe(200);
  });
});
