import type { BetterAuthOptions } from "better-auth";
import { genericOAuth } from "better-auth/plugins/generic-oauth";
import type { DatabaseHandle } from "../db/dialect.ts";
import * as invitations from "../invitations/store.ts";

/** An OpenID Connect provider that may say who somebody is. */
export type OidcOptions = {
  issuer: string;
  clientId: string;
  /** Undefined = a public client, by PKCE alone. */
  clientSecret?: string | undefined;
  /** What people call it, on the sign-in page. */
  name: string;
};

export const oidcProvider = "oidc";

export function singleSignOn({ issuer, clientId, clientSecret, name }: OidcOptions) {
  return genericOAuth({
    config: [
      {
        providerId: oidcProvider,
        name,
        discoveryUrl: `${issuer.replace(/\/+$/, "")}/.well-known/openid-configuration`,
        clientId,
        ...(clientSecret !== undefined && { clientSecret }),
        scopes: ["openid", "email", "profile"],
        pkce: true,
        requireIdTokenVerification: true,
      },
    ],
  });
}

type ValidateUserInfo = NonNullable<NonNullable<BetterAuthOptions["user"]>["validateUserInfo"]>;

/** Lets in who has an account or an open invitation, by an address that the provider has verified. */
export function onlyInvited(database: DatabaseHandle, now: () => number): ValidateUserInfo {
  return async ({ user, source }) => {
    if (source.method !== "oauth" || source.action === "sign-in") return undefined;
    if (user.emailVerified !== true) return { error: "email_not_verified" };
    if (source.action === "link-account") return undefined;
    const email = String(user.email).toLowerCase();
    const open = await database.read(null, (db) => invitations.openFor(db, email, now()));
    return open.length > 0 ? undefined : { error: "not_invited" };
  };
}

/** Of what the provider hands out nothing is used afterwards, so nothing is kept. */
export const withoutTokens = {
  accessToken: null,
  refreshToken: null,
  idToken: null,
  accessTokenExpiresAt: null,
  refreshTokenExpiresAt: null,
};
