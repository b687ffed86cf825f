import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { HttpEnv } from "@tagdeck/api/http/request";
import { Hono } from "hono";
import { compress } from "hono/compress";
import { etag } from "hono/etag";

type Build = { version: string; file: string };

/**
 * The panel's script: `/embed/v1/` moves on, `/embed/{version}/` stays as it was, with its hash in the manifest.
 * Versions released before this one are kept in `releases`, a folder each, for the pages that have pinned them.
 */
export function panelFiles(current: Build, releases: string): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  app.use("/embed/*", async (c, next) => {
    await next();
    if (!isPanel(c.req.path)) return;
    c.header("access-control-allow-origin", "*");
    c.header("cross-origin-resource-policy", "cross-origin");
  });
  const earlier = existsSync(releases) ? readdirSync(releases) : [];
  const builds = [
    current,
    ...earlier
      .filter((version) => version !== current.version)
      .map((version) => ({ version, file: join(releases, version, "tagdeck.js") })),
  ];
  const versions = builds.map(({ version, file }) => {
    const script = readFileSync(file);
    const path = `/embed/${version}/tagdeck.js`;
    app.get(path, compress(), etag(), () => answer(script, "public, max-age=31536000, immutable"));
    if (version === current.version) {
      app.get("/embed/v1/tagdeck.js", compress(), etag(), () => answer(script, "public, max-age=300"));
    }
    const integrity = `sha384-${createHash("sha384").update(script).digest("base64")}`;
    return [version, { "tagdeck.js": { path, integrity } }] as const;
  });
  const files = Object.fromEntries(versions);
  app.get("/embed/manifest.json", compress(), etag(), (c) => {
    c.header("cache-control", "no-cache");
    return c.json({ version: current.version, files: files[current.version], versions: files });
  });
  return app;
}

const isPanel = (path: string) => path === "/embed/manifest.json" || path.endsWith("/tagdeck.js");

function answer(script: Buffer<ArrayBuffer>, cacheControl: string): Response {
  return new Response(script, {
    headers: { "content-type": "text/javascript; charset=utf-8", "cache-control": cacheControl },
  });
}
