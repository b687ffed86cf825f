import { twoFactor } from "better-auth/plugins/two-factor";

/** A code of an authenticator app, or a backup code, after the password. Its own lock is on: ten wrong codes in a row. */
export function secondFactor() {
  return twoFactor({
    issuer: "Tagdeck",
    // Who signs in by single sign-on only has no password to type.
    allowPasswordless: true,
    schema: { twoFactor: { modelName: "auth_two_factor" } },
  });
}
