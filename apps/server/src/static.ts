import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { serveStatic } from "@hono/node-server/serve-static";
import type { HttpEnv } from "@tagdeck/api/http/request";
import { Hono } from "hono";
import { compress } from "hono/compress";
import { etag } from "hono/etag";
import { UserFault } from "./env.ts";
import { panelFiles } from "./panel-files.ts";

const packages = join(import.meta.dirname, "../../../packages");
const adminFolder = join(packages, "admin/dist");
const panelFile = join(packages, "widget/dist/tagdeck.js");
// safe because npm takes no package without one
const { version } = JSON.parse(readFileSync(join(packages, "widget/package.json"), "utf8")) as {
  version: string;
};

const adminPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
].join("; ");

/** The built front ends: the admin console under `/admin/`, the panel's script under `/embed/`. */
export function staticFiles(): Hono<HttpEnv> {
  if (!existsSync(panelFile) || !existsSync(join(adminFolder, "index.html"))) {
    throw new UserFault(
      "The front ends are not built. Run `npm run build` first, or `npm start`, which does.",
    );
  }
  const app = new Hono<HttpEnv>();
  app.get("/", (c) => c.redirect("/admin/"));
  app.get("/admin", (c) => c.redirect("/admin/"));

  app.use("/admin/*", compress(), etag(), async (c, next) => {
    await next();
    c.header("content-security-policy", adminPolicy);
    c.header("cross-origin-opener-policy", "same-origin");
    c.header("x-frame-options", "DENY");
    const hashed = c.req.path.startsWith("/admin/assets/") && c.res.ok;
    c.header("cache-control", hashed ? "public, max-age=31536000, immutable" : "no-cache");
  });
  app.use("/admin/*", serveStatic({ root: adminFolder, rewriteRequestPath: withoutPrefix }));
  app.get("/admin/assets/*", (c) => c.notFound());
  app.get("/admin/*", serveStatic({ root: adminFolder, path: "index.html" }));

  app.route("/", panelFiles({ version, file: panelFile }, join(packages, "widget/releases")));
  return app;
}

function withoutPrefix(path: string): string {
  return path.replace(/^\/admin/, "");
}
