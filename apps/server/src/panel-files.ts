import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";
import type { HttpEnv } from "@tagdeck/api/http/request";
import { type Context, Hono } from "hono";
import { accepts } from "hono/accepts";
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
    const answer = served(script);
    const path = `/embed/${version}/tagdeck.js`;
    app.get(path, etag(), answer("public, max-age=31536000, immutable"));
    if (version === current.version) app.get("/embed/v1/tagdeck.js", etag(), answer("public, max-age=300"));
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

/** Compressed once, as far as it goes: request by request it would be larger than the budget that is kept. */
function served(script: Buffer<ArrayBuffer>) {
  const bodies = { br: brotliCompressSync(script), gzip: gzipSync(script, { level: 9 }), identity: script };
  return (cacheControl: string) => (c: Context) => {
    const encoding = accepts(c, {
      header: "Accept-Encoding",
      supports: ["br", "gzip"],
      default: "identity",
      match: (accepted, { supports, default: none }) =>
        supports.find((one) => accepted.some(({ type, q }) => type === one && q > 0)) ?? none,
    });
    const body = encoding === "br" || encoding === "gzip" ? bodies[encoding] : bodies.identity;
    const headers = new Headers({
      "content-type": "text/javascript; charset=utf-8",
      "cache-control": cacheControl,
      vary: "accept-encoding",
    });
    if (body !== script) headers.set("content-encoding", encoding);
    return new Response(body, { headers });
  };
}
