import type { MiddlewareHandler } from "hono";

/**
 * A policy as strict as a host can have: the panel needs Tagdeck's origin as a source of scripts and as
 * somewhere to connect to, and nothing else. No inline styles, no `unsafe-` anything, no frame.
 */
export function securityHeaders(tagdeckUrl: string): MiddlewareHandler {
  const tagdeck = new URL(tagdeckUrl).origin;
  const policy = [
    "default-src 'none'",
    `script-src 'self' ${tagdeck}`,
    "style-src 'self'",
    `connect-src 'self' ${tagdeck}`,
    "img-src 'self' data:",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
  ].join("; ");

  return async (c, next) => {
    await next();
    c.header("Content-Security-Policy", policy);
    c.header("X-Content-Type-Options", "nosniff");
    c.header("Referrer-Policy", "same-origin");
  };
}
