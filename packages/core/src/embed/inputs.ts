import { z } from "zod";
import { ContactClaims, ExternalId } from "../contacts/inputs.ts";
import { roles } from "../members/roles.ts";
import { Slug } from "../workspaces/inputs.ts";

export const ExchangeToken = z.object({ workspace: Slug, token: z.string().min(1).max(8_192) });
export type ExchangeToken = z.infer<typeof ExchangeToken>;

/** The claims of a panel token besides the registered `aud`, `exp`, `iat`, `jti`. */
export const PanelClaims = z.object({
  sub: z.string().min(1).max(200),
  name: z.string().trim().min(1).max(200).optional(),
  role: z.enum(roles).exclude(["owner"]),
  /** Which contacts, by external id; absent = every contact. */
  contacts: z.array(ExternalId).max(1_000).optional(),
  contact: ContactClaims.optional(),
  jti: z.string().min(8).max(200),
  exp: z.number(),
});
export type PanelClaims = z.infer<typeof PanelClaims>;

/** A member opens the panel in a frame of this site. */
export const OpenFrame = z.object({ origin: z.string().max(300) });
/** The frame takes up what a member opened: the code is good once, at the site it was made for. */
export const ClaimGrant = z.object({
  workspace: Slug,
  origin: z.string().max(300),
  code: z.string().min(1).max(200),
});
export type ClaimGrant = z.infer<typeof ClaimGrant>;

/** What a Zendesk app's signed URLs are checked with: its public key, and its installation as the audience. */
export const SetZendesk = z.object({
  publicKey: z.string().trim().max(4_000),
  audience: z
    .string()
    .trim()
    .max(300)
    .regex(/^https:\/\/[a-z0-9][a-z0-9-]*\.zendesk\.com\/api\/v2\/apps\/installations\/\d+\.json$/),
});
export type SetZendesk = z.infer<typeof SetZendesk>;

export const AddOrigin = z.object({ origin: z.string().max(300) });
export const PanelKeyId = z.object({ kid: z.string().max(100) });
export const CreatePanelKey = z.union([
  z.object({ alg: z.literal("HS256") }),
  z.object({ alg: z.enum(["EdDSA", "ES256"]), publicKey: z.string().max(2_000) }),
]);
export type CreatePanelKey = z.infer<typeof CreatePanelKey>;

/** What a panel is tried with in the console. */
export const TestToken = z.object({
  kid: z.string().max(100),
  origin: z.string().max(300),
  externalId: ExternalId,
  role: z.enum(["viewer", "agent"]),
});
export type TestToken = z.infer<typeof TestToken>;
