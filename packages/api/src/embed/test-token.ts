import { randomUUID } from "node:crypto";
import { DomainError } from "@tagdeck/core/errors";
import type { TestToken } from "@tagdeck/core/embed/inputs";
import { SignJWT } from "jose";
import type { Seal } from "../auth/seal.ts";
import * as contacts from "../contacts/store.ts";
import { authorize, type Context } from "../context.ts";
import * as embed from "./store.ts";

/** How long the token is good, in seconds: it is used at once. */
const tokenLength = 60;

/**
 * Signs what a host's server would, so that the console can show a panel and an admin sees that key and origin work.
 * It is exchanged like any other token, once, and for one contact. Only a secret that is kept here can sign.
 *
 * @throws DomainError `panel_key_not_found`, `origin_not_allowed`
 */
export async function signTestToken(ctx: Context, seal: Seal, input: TestToken): Promise<{ token: string }> {
  authorize(ctx, "settings.edit");
  const { principal } = ctx;
  if (principal.kind !== "member") throw new DomainError("forbidden", { permission: "settings.edit" });
  const key = await embed.findKey(ctx, input.kid);
  if (!key || key.secret === null) throw new DomainError("panel_key_not_found");
  if (!(await embed.origins(ctx)).includes(input.origin)) {
    throw new DomainError("origin_not_allowed", { origin: input.origin });
  }
  const { externalId } = input;
  // A contact that is stored keeps what is known of it: what is signed would replace it.
  const known = await contacts.find(ctx, { externalId });
  const now = Math.floor(ctx.now / 1_000);
  const token = await new SignJWT({
    name: principal.name,
    role: input.role,
    contacts: [externalId],
    ...(!known && { contact: { externalId, name: externalId } }),
  })
    .setProtectedHeader({ alg: "HS256", kid: key.kid })
    .setAudience("tagdeck-embed")
    .setSubject(`console:${principal.userId}`)
    .setJti(randomUUID())
    .setIssuedAt(now)
    .setExpirationTime(now + tokenLength)
    .sign(new TextEncoder().encode(seal.open(key.secret)));
  return { token };
}
