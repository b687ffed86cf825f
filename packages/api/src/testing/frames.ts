import { randomUUID } from "node:crypto";
import { exportSPKI, generateKeyPair, type JWTHeaderParameters, SignJWT } from "jose";
import { type FrameAssets, embedPages } from "../embed/pages.ts";
import * as embed from "../embed/store.ts";
import { setZendesk } from "../embed/zendesk.ts";
import { type TestApi, publicUrl } from "./api.ts";
import { aMember, aStoredMember, system, type TestWorkspace } from "./fixtures.ts";
import type { Role } from "@tagdeck/core/members/roles";

export const site = "https://desk.example.com";

const assets: FrameAssets = {
  frame: {
    script: "/embed/frame/frame.js",
    preload: ["/embed/frame/shared.js"],
    styles: ["/embed/frame/frame.css"],
  },
  signIn: { script: "/embed/frame/sign-in.js", preload: [], styles: [] },
};

/** Adds the frame's pages to an API that has not been asked anything yet. */
export function withPages(api: TestApi): void {
  api.app.route("/", embedPages(api.services, assets));
}

export async function allow(workspace: TestWorkspace, origin: string = site): Promise<void> {
  await workspace.write(system, (ctx) => embed.addOrigin(ctx, origin));
}

/** What the script of a frame page is told, and the page's headers. */
export async function frameSetting(response: Response) {
  const html = await response.text();
  const json = /<script type="application\/json" id="setting">(.*?)<\/script>/.exec(html)?.[1] ?? "";
  // safe because it is only read, and a wrong shape fails the test
  const setting = JSON.parse(json) as {
    workspace: string | null;
    origins: string[];
    grant: string | null;
    problem: { code: string; reason: string | null } | null;
  };
  return { html, setting, status: response.status, headers: response.headers };
}

/** A member who is signed in, and whose frame at the site has taken up a grant. */
export async function aMembersFrame(api: TestApi, workspace: TestWorkspace, role: Role) {
  const member = await aStoredMember(workspace, role);
  const headers = await api.signIn(member, workspace.slug);
  const opened = await api.call("embed.openFrame", { origin: site }, headers);
  // safe because it is only read, and a wrong shape fails the test
  const { code } = opened.data as { code: string };
  const claimed = await claim(api, workspace, code);
  return { member, headers, grant: String(claimed.body["grant"]) };
}

export async function claim(api: TestApi, workspace: { slug: string }, code: string, origin: string = site) {
  const response = await api.post("/embed/grant", { workspace: workspace.slug, code, origin });
  // safe because every answer of the endpoint is an object
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

/** What `/embed/session` answers to the frame page for a token from this site, with the headers of the session. */
export async function exchangeInFrame(
  api: TestApi,
  workspace: { slug: string },
  token: string,
  from: string = site,
  page: string = publicUrl,
) {
  const input = { workspace: workspace.slug, token: `${from} ${token}` };
  const response = await api.post("/embed/session", input, { origin: page });
  // safe because every answer of the endpoint is an object
  const body = (await response.json()) as Record<string, unknown>;
  const headers = { authorization: `Bearer ${String(body["session"])}`, origin: publicUrl };
  return { status: response.status, body, headers };
}

export const zendeskAudience = "https://acme.zendesk.com/api/v2/apps/installations/42.json";

/** A Zendesk app of the workspace: what signs its tokens, and what would be its POST. */
export async function aZendeskApp(api: TestApi, workspace: TestWorkspace) {
  const { privateKey, publicKey } = await generateKeyPair("RS256", { extractable: true });
  const pem = await exportSPKI(publicKey);
  await allow(workspace);
  const input = { publicKey: pem, audience: zendeskAudience };
  await workspace.write(aMember("owner"), (ctx) => setZendesk(ctx, input));

  const sign = (
    claims: Record<string, unknown> = {},
    header: Partial<JWTHeaderParameters> = {},
    key: Parameters<SignJWT["sign"]>[0] = privateKey,
  ) => {
    const now = Math.floor(Date.now() / 1_000);
    const all = {
      iss: "acme.zendesk.com",
      aud: zendeskAudience,
      sub: "https://acme.zendesk.com/api/v2/users/7001.json",
      iat: now,
      nbf: now,
      exp: now + 120,
      // Zendesk's hash of the query, which differs with the frame; here anything that differs.
      qsh: randomUUID(),
      ...claims,
    };
    return new SignJWT(Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)))
      .setProtectedHeader({ alg: "RS256", ...header })
      .sign(key);
  };
  const load = async (token: string, from: string = site) => {
    const query = new URLSearchParams({
      workspace: workspace.slug,
      host: "zendesk",
      origin: from,
      app_guid: "g",
    });
    const body = new URLSearchParams({ token });
    return frameSetting(await api.request(`/embed/frame?${query}`, { method: "POST", body }));
  };
  return { sign, load, pem };
}
