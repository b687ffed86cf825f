import { DomainError } from "@tagdeck/core/errors";
import type { FrameSetting } from "@tagdeck/core/embed/session";
import { type Context, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { inWorkspace } from "../context.ts";
import type { HttpEnv } from "../http/request.ts";
import type { Services } from "../services.ts";
import * as workspaces from "../workspaces/store.ts";
import { type PageAssets, pagePolicy, renderPage } from "./page.ts";
import * as embed from "./store.ts";
import { grantForZendesk } from "./zendesk.ts";

export type FrameAssets = { frame: PageAssets; signIn: PageAssets };

const principal = { kind: "system", name: "panel" } as const;
const largestForm = 16_384;

/** The pages of the panel in a frame: `/embed/frame`, and `/embed/sign-in` that opens in a window of its own. */
export function embedPages({ kernel }: Pick<Services, "kernel">, assets: FrameAssets): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();

  async function settingFor(slug: string): Promise<{ id: number | null; setting: FrameSetting }> {
    const row = await kernel.database.read(null, (db) => workspaces.findBySlug(db, slug));
    const common = { grant: null, problem: null };
    if (!row) return { id: null, setting: { ...common, workspace: null, origins: [] } };
    const scope = { workspaceId: row.id, principal };
    const origins = await inWorkspace(kernel, scope, (ctx) => embed.origins(ctx));
    return { id: row.id, setting: { ...common, workspace: row.slug, origins } };
  }

  function frame(c: Context<HttpEnv>, setting: FrameSetting): Response {
    headers(c, setting.origins);
    const page = {
      title: "Tagdeck",
      text: "The panel needs JavaScript.",
      assets: assets.frame,
      data: setting,
      theme: c.req.query("theme") ?? null,
      main: false,
    };
    return c.html(renderPage(page), setting.workspace === null ? 404 : 200);
  }

  app.get("/embed/frame", async (c) => frame(c, (await settingFor(c.req.query("workspace") ?? "")).setting));

  // Zendesk loads an app with signed URLs by a form; nothing else posts here.
  const limited = bodyLimit({
    maxSize: largestForm,
    onError: () => {
      throw new DomainError("invalid_input", { issues: [{ path: "", message: "the form is over 16 KiB" }] });
    },
  });
  app.post("/embed/frame", limited, async (c) => {
    const { id, setting } = await settingFor(c.req.query("workspace") ?? "");
    if (id === null) return frame(c, setting);
    const { token } = await c.req.parseBody();
    const site = c.req.query("origin") ?? "";
    try {
      const grant = await grantForZendesk(kernel, id, {
        token: typeof token === "string" ? token : "",
        site,
      });
      return frame(c, { ...setting, grant });
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      const { reason } = error.details;
      const problem = { code: error.code, reason: typeof reason === "string" ? reason : null };
      return frame(c, { ...setting, problem });
    }
  });

  app.get("/embed/sign-in", (c) => {
    headers(c, []);
    // The window must keep its opener: that is the frame.
    c.header("cross-origin-opener-policy", "unsafe-none");
    const page = {
      title: "Sign in to Tagdeck",
      text: "Signing in needs JavaScript.",
      assets: assets.signIn,
      data: null,
      theme: c.req.query("theme") ?? null,
      main: true,
    };
    return c.html(renderPage(page));
  });
  return app;
}

function headers(c: Context<HttpEnv>, ancestors: readonly string[]): void {
  c.header("content-security-policy", pagePolicy(ancestors));
  c.header("cache-control", "no-store");
}
