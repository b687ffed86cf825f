import { createHash, createPublicKey } from "node:crypto";
import { DomainError } from "@tagdeck/core/errors";
import type { SetZendesk } from "@tagdeck/core/embed/inputs";
import type { ZendeskApp } from "@tagdeck/core/embed/session";
import { errors, type JWTPayload, jwtVerify } from "jose";
import * as activity from "../activity/store.ts";
import { authorize, type Context, inTransaction, inWorkspace, iso, type Kernel } from "../context.ts";
import * as feed from "../feed/store.ts";
import * as grants from "./grant-store.ts";
import { grantLength } from "./grants.ts";
import * as embed from "./store.ts";

const clockTolerance = 10;
const smallestKey = 2_048;

const principal = { kind: "system", name: "panel" } as const;

export async function getZendesk(ctx: Context): Promise<ZendeskApp | null> {
  const row = await grants.zendesk(ctx);
  return row ? { audience: row.audience, publicKey: row.public_key, createdAt: iso(row.created_at) } : null;
}

/** Sets what the signature of the workspace's Zendesk app is checked with; what the one before signed for ends. */
export async function setZendesk(ctx: Context, input: SetZendesk): Promise<{ zendesk: ZendeskApp }> {
  authorize(ctx, "keys.manage");
  refuseOtherKeys(input.publicKey);
  await grants.setZendesk(ctx, input);
  await grants.removeOfZendesk(ctx);
  await changed(ctx, "embed.setZendesk", input.audience);
  return { zendesk: { ...input, createdAt: iso(ctx.now) } };
}

export async function removeZendesk(ctx: Context): Promise<Record<string, never>> {
  authorize(ctx, "keys.manage");
  const row = await grants.zendesk(ctx);
  if (!row) return {};
  await grants.removeZendesk(ctx);
  await grants.removeOfZendesk(ctx);
  await changed(ctx, "embed.removeZendesk", row.audience);
  return {};
}

async function changed(ctx: Context, action: string, audience: string): Promise<void> {
  await feed.append(ctx, { kind: "workspace" });
  await activity.record(ctx, action, { subject: audience });
}

function refuseOtherKeys(publicKey: string): void {
  try {
    // Node would take a private key too and derive the public one; it is never to be stored here.
    if (publicKey.startsWith("-----BEGIN PUBLIC KEY-----")) {
      const { asymmetricKeyType, asymmetricKeyDetails } = createPublicKey(publicKey);
      if (asymmetricKeyType === "rsa" && (asymmetricKeyDetails?.modulusLength ?? 0) >= smallestKey) return;
    }
  } catch {
    // refused below
  }
  const message = `not an RSA public key of ${smallestKey} bits or more in PEM (SPKI)`;
  throw new DomainError("invalid_input", { issues: [{ path: "publicKey", message }] });
}

/**
 * Makes a grant of the signed token with which Zendesk loads an app (signed URLs). It says which Zendesk user
 * looks at the app, and that is an agent here; it is good once.
 *
 * @throws DomainError `origin_not_allowed`, `token_invalid` (details: `reason`), `token_expired`, `token_replayed`
 */
export async function grantForZendesk(
  kernel: Kernel,
  workspaceId: number,
  { token, site }: { token: string; site: string },
): Promise<string> {
  const scope = { workspaceId, principal };
  const app = await inWorkspace(kernel, scope, (ctx) => grants.zendesk(ctx));
  if (!app) throw invalid("not_set_up");
  const { user, exp } = await verify(token, app, kernel.now());
  return inTransaction(kernel, scope, async (ctx) => {
    if (!(await embed.holdOrigin(ctx, site))) throw new DomainError("origin_not_allowed", { origin: site });
    if (!(await grants.holdZendesk(ctx, app.public_key))) throw invalid("not_set_up");
    // Zendesk's tokens have no id of their own.
    const id = `zendesk:${createHash("sha256").update(token).digest("base64url")}`;
    const spent = Math.ceil((exp + clockTolerance) * 1_000);
    if (!(await embed.useTokenId(ctx, id, spent))) throw new DomainError("token_replayed");
    const expiresAt = ctx.now + grantLength;
    const agent = { agentId: `zendesk:${user}`, name: `Zendesk ${user}` };
    return grants.insert(ctx, { ...agent, origin: site, memberId: null, expiresAt });
  });
}

async function verify(
  token: string,
  { audience, public_key }: { audience: string; public_key: string },
  now: number,
): Promise<{ user: string; exp: number }> {
  const { payload } = await jwtVerify(token, createPublicKey(public_key), {
    // Whatever the token says: with HS256 the public key would be the secret.
    algorithms: ["RS256"],
    audience,
    requiredClaims: ["exp", "iss", "sub"],
    clockTolerance,
    currentDate: new Date(now),
  }).catch((error: unknown) => {
    if (error instanceof errors.JWTExpired) throw new DomainError("token_expired");
    if (error instanceof errors.JWTClaimValidationFailed) throw invalid(`claim_${error.claim}`);
    if (error instanceof errors.JWSSignatureVerificationFailed) throw invalid("signature");
    throw invalid("malformed");
  });
  return { user: userOf(payload, new URL(audience).host), exp: payload.exp ?? 0 };
}

/** The id of the Zendesk user: all claims must be of the Zendesk that the audience names. */
function userOf({ iss, sub }: JWTPayload, host: string): string {
  if (iss?.replace(/^https:\/\//, "") !== host) throw invalid("claim_iss");
  const path = sub?.startsWith(`https://${host}/`) ? sub.slice(`https://${host}`.length) : "";
  const user = /^\/api\/v2\/users\/(\d{1,20})\.json$/.exec(path)?.[1];
  if (user === undefined) throw invalid("claim_sub");
  return user;
}

function invalid(reason: string): DomainError {
  return new DomainError("token_invalid", { reason });
}
