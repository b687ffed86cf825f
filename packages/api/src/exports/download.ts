import { DomainError } from "@tagdeck/core/errors";
import { create as contentDisposition } from "content-disposition";
import { Hono } from "hono";
import { resolveCaller } from "../auth/principal.ts";
import { type Context, inWorkspace, may } from "../context.ts";
import type { HttpEnv } from "../http/request.ts";
import type { Services } from "../services.ts";
import { getExportFile } from "./service.ts";

/** `GET /exports/{workspace}/{id}/file`: a plain link, for browsers with a session and programs with a key. */
export function exportFiles(services: Pick<Services, "kernel" | "auth" | "files" | "ownOrigins">) {
  const { kernel, auth, files, ownOrigins } = services;
  const app = new Hono<HttpEnv>();
  app.get("/exports/:workspace/:id{[1-9][0-9]{0,14}}/file", async (c) => {
    const { workspace: slug, id } = c.req.param();
    const caller = await resolveCaller(kernel, auth, {
      headers: c.req.raw.headers,
      workspaceSlug: slug,
      ownOrigins,
    });
    const { file, name } = await inWorkspace(kernel, caller, (ctx) => locate(ctx, slug, Number(id)));
    c.header("content-type", `${name.endsWith(".csv") ? "text/csv" : "application/x-ndjson"}; charset=utf-8`);
    c.header("content-disposition", contentDisposition(name));
    c.header("cache-control", "private, no-store");
    c.header("content-security-policy", "default-src 'none'; sandbox");
    c.header("cross-origin-resource-policy", "same-origin");
    // Hono answers HEAD with this handler, and would leave the file open.
    const stored = c.req.raw.method === "HEAD" ? null : await files.get(file);
    const found = stored ?? (await files.stat(file));
    if (!found) throw new DomainError("export_expired", { id: Number(id) });
    c.header("content-length", String(found.size));
    return stored ? c.body(stored.content) : c.body(null);
  });
  return app;
}

/** Who may not fetch it learns no more than a stranger: there is none. */
async function locate(ctx: Context, slug: string, id: number): Promise<{ file: string; name: string }> {
  if (!may(ctx, "exports.create") || ctx.workspace.slug !== slug) {
    throw new DomainError("export_not_found", { id });
  }
  return getExportFile(ctx, id);
}
