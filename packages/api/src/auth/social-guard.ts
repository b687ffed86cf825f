import type { BetterAuthPlugin } from "better-auth";
import { APIError, createAuthMiddleware } from "better-auth/api";

const known: ReadonlySet<string> = new Set([
  "provider",
  "callbackURL",
  "errorCallbackURL",
  "disableRedirect",
]);

// better-auth would also take a provider's token from the page itself, or further scopes; nothing here needs that.
const guard = createAuthMiddleware((ctx) => {
  const fields = Object.entries(Object(ctx.body));
  if (fields.some(([field, value]) => value !== undefined && !known.has(field))) {
    throw new APIError("BAD_REQUEST", { code: "VALIDATION_ERROR" });
  }
  return Promise.resolve();
});

/** Sign-in by the provider is by redirects, and by nothing else. */
export const onlyRedirects = {
  id: "tagdeck-only-redirects",
  hooks: { before: [{ matcher: ({ path }) => path === "/sign-in/social", handler: guard }] },
} satisfies BetterAuthPlugin;
