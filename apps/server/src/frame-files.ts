import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { serveStatic } from "@hono/node-server/serve-static";
import type { PageAssets } from "@tagdeck/api/embed/page";
import type { FrameAssets } from "@tagdeck/api/embed/pages";
import type { HttpEnv } from "@tagdeck/api/http/request";
import { Hono } from "hono";
import { compress } from "hono/compress";
import { UserFault } from "./env.ts";

const built = join(import.meta.dirname, "../../../packages/widget/dist");
const folder = join(built, "frame");
const hostScript = join(built, "frame-host.js");

type Chunk = { file: string; css?: string[]; imports?: string[] };
type Manifest = Record<string, Chunk | undefined>;

/** What the pages of the panel in a frame load, under `/embed/frame/`, and the script for their hosts. */
export function frameFiles(): { files: Hono<HttpEnv>; assets: FrameAssets } {
  const manifestFile = join(folder, "manifest.json");
  if (!existsSync(manifestFile) || !existsSync(hostScript)) {
    throw new UserFault(
      "The panel's frame is not built. Run `npm run build` first, or `npm start`, which does.",
    );
  }
  // safe because Vite's build writes this file in this form
  const manifest = JSON.parse(readFileSync(manifestFile, "utf8")) as Manifest;
  const assets = {
    frame: assetsOf(manifest, "src/frame/page.tsx"),
    signIn: assetsOf(manifest, "src/frame/sign-in-page.tsx"),
  };

  const files = new Hono<HttpEnv>();
  files.use("/embed/frame/*", compress(), async (c, next) => {
    await next();
    c.header("cross-origin-resource-policy", "same-origin");
    // Their names change with what is in them.
    if (c.res.ok) c.header("cache-control", "public, max-age=31536000, immutable");
  });
  const inFolder = (path: string) => path.replace(/^\/embed\/frame/, "");
  files.get("/embed/frame/*", serveStatic({ root: folder, rewriteRequestPath: inFolder }));

  const script = readFileSync(hostScript);
  files.get("/embed/v1/frame-host.js", () => {
    const type = "text/javascript; charset=utf-8";
    return new Response(script, {
      headers: { "content-type": type, "cache-control": "public, max-age=300" },
    });
  });
  return { files, assets };
}

/** An entry with all that it imports at once, so that a page can ask for everything in one go. */
function assetsOf(manifest: Manifest, entry: string): PageAssets {
  const seen = new Set<string>();
  const collect = (name: string): Chunk[] => {
    const chunk = manifest[name];
    if (!chunk || seen.has(name)) return [];
    seen.add(name);
    return [chunk, ...(chunk.imports ?? []).flatMap(collect)];
  };
  const [first, ...imported] = collect(entry);
  if (!first)
    throw new UserFault(`The panel's frame was built without ${entry}. Run \`npm run build\` again.`);
  const path = (file: string) => `/embed/frame/${file}`;
  return {
    script: path(first.file),
    preload: imported.map(({ file }) => path(file)),
    styles: [first, ...imported].flatMap(({ css = [] }) => css).map(path),
  };
}
