import { createPublicKey } from "node:crypto";
import { DomainError } from "@tagdeck/core/errors";
import type { ContactClaims } from "@tagdeck/core/contacts/inputs";
import { type ExchangeToken, PanelClaims } from "@tagdeck/core/embed/inputs";
import type { PanelSession } from "@tagdeck/core/embed/session";
import { decodeProtectedHeader, errors, jwtVerify } from "jose";
import * as contacts from "../contacts/store.ts";
import { type Context, inTransaction, inWorkspace } from "../context.ts";
import type { ContactRow } from "../db/schema.ts";
import * as feed from "../feed/store.ts";
import type { Services } from "../services.ts";
import * as workspaces from "../workspaces/store.ts";
import { isGrant } from "./grant-store.ts";
import { exchangeGrant } from "./grants.ts";
import { openSession } from "./open-session.ts";
import * as embed from "./store.ts";

/** The longest life of a host's token, in seconds, and how far clocks may differ. */
const tokenLength = 600;
const clockTolerance = 10;

const principal = { kind: "system", name: "panel" } as const;

/**
 * Exchanges a token that the host's server signed, or a frame's grant, for a session of the panel. The page of a
 * frame is Tagdeck's own, so its token comes as `<site> <token>`: it is the site that must be allowed, and whose
 * removal from the list ends the session.
 *
 * @throws DomainError `workspace_not_found`, `origin_not_allowed`, `token_invalid` (details: `reason`),
 * `token_expired`, `token_replayed`, `session_expired`
 */
export async function exchangeToken(
  { kernel, seal, ownOrigins }: Pick<Services, "kernel" | "seal" | "ownOrigins">,
  input: ExchangeToken,
  page: string | null,
): Promise<PanelSession> {
  const workspace = await kernel.database.read(null, (db) => workspaces.findBySlug(db, input.workspace));
  if (!workspace) throw new DomainError("workspace_not_found");
  const scope = { workspaceId: workspace.id, principal };

  const [, site = null, framed = ""] = /^(https?:\/\/\S+) (\S+)$/.exec(input.token) ?? [];
  if (site !== null && (page === null || !ownOrigins.includes(page))) {
    throw new DomainError("origin_not_allowed", { origin: page });
  }
  if (site !== null && page !== null && isGrant(framed)) {
    return inTransaction(kernel, scope, (ctx) => exchangeGrant(ctx, framed, { site, page }));
  }
  const origin = site ?? page;
  const token = site === null ? input.token : framed;

  const key = await inWorkspace(kernel, scope, async (ctx) => {
    const allowed = origin !== null && (await embed.origins(ctx)).includes(origin);
    if (!allowed) throw new DomainError("origin_not_allowed", { origin });
    const found = await embed.findKey(ctx, keyId(token));
    if (!found) throw invalid("unknown_key");
    return found;
  });
  // The algorithm is the key's, whatever the token says.
  const material =
    key.secret !== null
      ? new TextEncoder().encode(seal.open(key.secret))
      : createPublicKey(key.public_key ?? "");
  const claims = await verify(token, material, key.alg, kernel.now());

  const agent = { id: claims.sub, name: claims.name ?? claims.sub, role: claims.role };
  return inTransaction(kernel, scope, async (ctx) => {
    if (agent.role === "admin" && !ctx.workspace.settings.panelAdmins) throw invalid("role_not_allowed");
    // The key or the origin may have been taken away since: who does it from here on waits, and ends this session.
    if (!(await embed.holdOrigin(ctx, origin ?? ""))) throw new DomainError("origin_not_allowed", { origin });
    if (!(await embed.holdKey(ctx, key.id))) throw invalid("unknown_key");
    // Hosts sign fractions of a second too.
    const spent = Math.ceil((claims.exp + clockTolerance) * 1_000);
    if (!(await embed.useTokenId(ctx, claims.jti, spent))) {
      throw new DomainError("token_replayed");
    }
    if (claims.contact) await refresh(ctx, claims.contact);
    await embed.touchKey(ctx, key.id);
    return openSession(ctx, {
      agent,
      contacts: claims.contacts ?? null,
      claims: claims.contact ?? null,
      origin: origin ?? "",
      frameOrigin: site === null ? null : page,
      keyId: key.id,
      member: null,
    });
  });
}

/** Brings a stored contact up to date with what was signed. One that is not stored waits for its first tag. */
async function refresh(ctx: Context, claims: ContactClaims): Promise<void> {
  const ref = { externalId: claims.externalId };
  const after = contacts.columnsOf(claims);
  const isNews = (row: ContactRow | undefined) =>
    row !== undefined &&
    (Object.keys(after) as (keyof typeof after)[]) // safe because they are its own keys
      .some((column) => row[column] !== after[column]);
  if (!isNews(await contacts.find(ctx, ref))) return;
  const row = await contacts.lock(ctx, ref);
  if (!row || !isNews(row)) return;
  await contacts.update(ctx, row, claims);
  await feed.append(ctx, { kind: "contact", contactId: row.id });
}

function keyId(token: string): string {
  try {
    const { kid } = decodeProtectedHeader(token);
    return typeof kid === "string" ? kid : "";
  } catch {
    throw invalid("malformed");
  }
}

async function verify(
  token: string,
  key: Uint8Array | ReturnType<typeof createPublicKey>,
  alg: string,
  now: number,
): Promise<PanelClaims> {
  const verified = await jwtVerify(token, key, {
    algorithms: [alg],
    audience: "tagdeck-embed",
    requiredClaims: ["exp", "jti", "sub"],
    clockTolerance,
    currentDate: new Date(now),
  }).catch((error: unknown) => {
    if (error instanceof errors.JWTExpired) throw new DomainError("token_expired");
    if (error instanceof errors.JWTClaimValidationFailed) throw invalid(`claim_${error.claim}`);
    if (error instanceof errors.JWSSignatureVerificationFailed) throw invalid("signature");
    throw invalid("malformed");
  });
  const claims = PanelClaims.safeParse(verified.payload);
  if (!claims.success) throw invalid(`claim_${claims.error.issues[0]?.path.join(".") ?? ""}`);
  if (claims.data.exp > now / 1_000 + tokenLength + clockTolerance) throw invalid("claim_exp");
  const { contact, contacts: allowed } = claims.data;
  if (contact && allowed && !allowed.includes(contact.externalId)) throw invalid("claim_contact");
  return claims.data;
}

function invalid(reason: string): DomainError {
  return new DomainError("token_invalid", { reason });
}
