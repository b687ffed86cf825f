import { randomUUID } from "node:crypto";
import { type CryptoKey, exportSPKI, generateKeyPair, type JWTHeaderParameters, SignJWT } from "jose";
import type { Context } from "../context.ts";
import * as embed from "../embed/store.ts";
import { createPanelKey } from "../embed/keys.ts";
import type { TestApi } from "./api.ts";
import { aMember, type TestWorkspace } from "./fixtures.ts";

export const hostOrigin = "https://console.example.com";

export type SigningKey = {
  kid: string;
  alg: "HS256" | "EdDSA" | "ES256";
  sign: Uint8Array | CryptoKey;
  publicKey: string;
};

/** A signing key of the workspace, made as the console makes it, with the host's half of it. */
export async function aSigningKey(
  api: TestApi,
  workspace: TestWorkspace,
  alg: SigningKey["alg"] = "HS256",
): Promise<SigningKey> {
  const create = (publicKey: string | null) =>
    workspace.write(aMember("owner"), async (ctx: Context) => {
      await embed.addOrigin(ctx, hostOrigin);
      const input = alg === "HS256" ? { alg } : { alg, publicKey: publicKey ?? "" };
      return createPanelKey(ctx, api.services.seal, input);
    });
  if (alg === "HS256") {
    const { key, secret } = await create(null);
    return { kid: key.kid, alg, sign: new TextEncoder().encode(secret ?? ""), publicKey: "" };
  }
  const pair = await generateKeyPair(alg, { extractable: true });
  const publicKey = await exportSPKI(pair.publicKey);
  const { key } = await create(publicKey);
  return { kid: key.kid, alg, sign: pair.privateKey, publicKey };
}

/** A host's token; `claims` replaces single claims, undefined leaves one out. */
export function aToken(
  key: SigningKey,
  claims: Record<string, unknown> = {},
  header: Partial<JWTHeaderParameters> = {},
): Promise<string> {
  const now = Math.floor(Date.now() / 1_000);
  const all = {
    aud: "tagdeck-embed",
    sub: "mia",
    role: "agent",
    jti: randomUUID(),
    exp: now + 300,
    ...claims,
  };
  return new SignJWT(Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)))
    .setProtectedHeader({ alg: key.alg, kid: key.kid, ...header })
    .sign(key.sign);
}

/** What `/embed/session` answers to a page of this origin. */
export async function exchange(
  api: TestApi,
  workspace: { slug: string },
  token: string,
  origin: string | null = hostOrigin,
): Promise<{ status: number; body: Record<string, unknown> }> {
  const headers = new Headers({ "content-type": "application/json" });
  if (origin !== null) headers.set("origin", origin);
  const body = JSON.stringify({ workspace: workspace.slug, token });
  const response = await api.request("/embed/session", { method: "POST", headers, body });
  // safe because every answer of the endpoint is an object
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}
