import { createPublicKey, randomBytes } from "node:crypto";
import { DomainError } from "@tagdeck/core/errors";
import type { CreatePanelKey } from "@tagdeck/core/embed/inputs";
import type { PanelKey, ZendeskApp } from "@tagdeck/core/embed/session";
import type { Seal } from "../auth/seal.ts";
import { newToken } from "../auth/token.ts";
import * as activity from "../activity/store.ts";
import { authorize, type Context, iso } from "../context.ts";
import * as feed from "../feed/store.ts";
import { parseOrigin } from "./origin.ts";
import * as embed from "./store.ts";
import { getZendesk } from "./zendesk.ts";

/** Two live keys, so that one can be exchanged for another without a gap. */
const maxKeys = 2;

export type EmbedSettings = { keys: PanelKey[]; origins: string[]; zendesk: ZendeskApp | null };

export async function getEmbed(ctx: Context): Promise<EmbedSettings> {
  authorize(ctx, "settings.read");
  return {
    keys: (await embed.liveKeys(ctx)).map(view),
    origins: await embed.origins(ctx),
    zendesk: await getZendesk(ctx),
  };
}

/** Adds a signing key. The secret of HS256 is answered once and kept sealed. */
export async function createPanelKey(
  ctx: Context,
  seal: Seal,
  input: CreatePanelKey,
): Promise<{ key: PanelKey; secret: string | null }> {
  authorize(ctx, "keys.manage");
  if ((await embed.lockLiveKeys(ctx)).length >= maxKeys)
    throw new DomainError("panel_keys_full", { max: maxKeys });
  if ("publicKey" in input) refuseOtherKeys(input);
  const secret = "publicKey" in input ? null : newToken();
  const row = await embed.insertKey(ctx, {
    kid: randomBytes(6).toString("hex"),
    alg: input.alg,
    secret: secret && seal.seal(secret),
    publicKey: "publicKey" in input ? input.publicKey : null,
  });
  await changed(ctx, "embed.createKey", `panel-key:${row.kid}`);
  return { key: view(row), secret };
}

function refuseOtherKeys({ alg, publicKey }: { alg: "EdDSA" | "ES256"; publicKey: string }): void {
  try {
    // Node would take a private key too and derive the public one; it is never to be stored here.
    if (/^\s*-----BEGIN PUBLIC KEY-----/.test(publicKey)) {
      const key = createPublicKey(publicKey);
      const curve = key.asymmetricKeyDetails?.namedCurve;
      if (alg === "EdDSA" ? key.asymmetricKeyType === "ed25519" : curve === "prime256v1") return;
    }
  } catch {
    // refused below
  }
  const message = `not a public key for ${alg} in PEM (SPKI)`;
  throw new DomainError("invalid_input", { issues: [{ path: "publicKey", message }] });
}

export async function revokePanelKey(ctx: Context, kid: string): Promise<Record<string, never>> {
  authorize(ctx, "keys.manage");
  const row = await embed.findKey(ctx, kid);
  if (!row) throw new DomainError("panel_key_not_found");
  await embed.revokeKey(ctx, row.id);
  await changed(ctx, "embed.revokeKey", `panel-key:${kid}`);
  return {};
}

export async function addPanelOrigin(ctx: Context, input: string): Promise<{ origins: string[] }> {
  authorize(ctx, "settings.edit");
  const origin = parseOrigin(input);
  await embed.addOrigin(ctx, origin);
  await changed(ctx, "embed.addOrigin", origin);
  return { origins: await embed.origins(ctx) };
}

export async function removePanelOrigin(ctx: Context, origin: string): Promise<{ origins: string[] }> {
  authorize(ctx, "settings.edit");
  await embed.removeOrigin(ctx, origin);
  await changed(ctx, "embed.removeOrigin", origin);
  return { origins: await embed.origins(ctx) };
}

async function changed(ctx: Context, action: string, subject: string): Promise<void> {
  await feed.append(ctx, { kind: "workspace" });
  await activity.record(ctx, action, { subject });
}

function view(row: { kid: string; alg: string; created_at: number; last_used_at: number | null }): PanelKey {
  return {
    kid: row.kid,
    alg: row.alg === "EdDSA" || row.alg === "ES256" ? row.alg : "HS256",
    createdAt: iso(row.created_at),
    lastUsedAt: row.last_used_at === null ? null : iso(row.last_used_at),
  };
}
