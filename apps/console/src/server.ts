import { Hono } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import { csrf } from "hono/csrf";
import { type DemoAgent, demoAgents, firstAgent } from "./agents.ts";
import { conversationViews, findContact } from "./conversations.ts";
import { securityHeaders } from "./security-headers.ts";
import { fillIn, readStaticFiles } from "./static-files.ts";
import { type OnScreen, type PanelKey, signPanelToken } from "./token.ts";

export type DemoConsoleOptions = PanelKey & {
  /** Where Tagdeck is, as the browser reaches it: `http://127.0.0.1:3000`. */
  tagdeckUrl: string;
  workspace: string;
};

const cookie = "demo_console_agent";

/** A chat console as a customer of Tagdeck may have one. It is its own app, on its own origin. */
export function createDemoConsole({ tagdeckUrl, workspace, kid, secret }: DemoConsoleOptions): Hono {
  const files = readStaticFiles(new URL("../public/", import.meta.url));
  const page = fillIn(files.get("index.html")?.body ?? "", {
    tagdeckUrl: tagdeckUrl.replace(/\/+$/, ""),
    workspace,
  });

  const app = new Hono();
  app.use(securityHeaders(tagdeckUrl), csrf());

  // This is all a host has to add for Tagdeck. The panel calls it with the page's own cookies whenever it
  // needs a token, and names the contact it is to show, or each of several.
  app.get("/api/tagdeck-token", async (c) => {
    // 1. Your own sign-in says who is asking. Never take the agent's id or role from the request.
    const agent = signedInAgent(getCookie(c, cookie));
    if (agent === undefined) return c.json({ error: "Sign in first." }, 401);

    // 2. Your own rules say whether this agent may see these contacts. Here everyone sees every conversation.
    const asked = c.req.queries("contact") ?? [];
    const [first, ...others] = asked.flatMap((id) => findContact(id) ?? []);
    if (first === undefined || asked.length > others.length + 1)
      return c.json({ error: "There is no conversation with this contact." }, 403);

    // 3. Sign agent and contacts, and let nothing on the way keep the answer.
    c.header("Cache-Control", "no-store");
    const contacts: OnScreen = [first, ...others];
    return c.json({ token: await signPanelToken({ kid, secret }, { agent, contacts }) });
  });

  // A demo sign-in: no password, whoever you choose to be. The rest of the file has nothing to do with Tagdeck.
  app.post("/sign-in", async (c) => {
    const { agent: id } = await c.req.parseBody();
    const agent = demoAgents.find((each) => each.id === id);
    if (agent === undefined) return c.text("There is no such agent.", 400);
    setCookie(c, cookie, agent.id, { httpOnly: true, sameSite: "Lax", path: "/" });
    return c.redirect("/", 303);
  });

  app.get("/data.json", (c) => {
    const agent = signedInAgent(getCookie(c, cookie));
    if (agent === undefined) return c.json({ error: "Sign in first." }, 401);
    c.header("Cache-Control", "no-store");
    return c.json({ agent, agents: demoAgents, conversations: conversationViews });
  });

  app.get("/", (c) => {
    if (signedInAgent(getCookie(c, cookie)) === undefined) {
      setCookie(c, cookie, firstAgent.id, { httpOnly: true, sameSite: "Lax", path: "/" });
    }
    return c.html(page);
  });

  app.get("/:file", (c) => {
    const file = files.get(c.req.param("file"));
    if (file === undefined || c.req.param("file") === "index.html") return c.notFound();
    return c.body(file.body, 200, { "Content-Type": file.type, "Cache-Control": "no-cache" });
  });

  return app;
}

function signedInAgent(id: string | undefined): DemoAgent | undefined {
  return demoAgents.find((agent) => agent.id === id);
}
