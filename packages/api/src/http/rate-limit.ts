import { DomainError } from "@tagdeck/core/errors";
import type { MiddlewareHandler } from "hono";
import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import type { HttpEnv } from "./request.ts";

/** A refused request counts as so many: who guesses is stopped long before who works. */
const refusedCosts = 10;

/**
 * Lets each address through so many times a minute, in this process. It is kept in memory: a flood must not cost a
 * write each.
 *
 * @throws DomainError `rate_limited` (details: `seconds`, how long to wait)
 */
export function rateLimit(perMinute: number): MiddlewareHandler<HttpEnv> {
  const limiter = new RateLimiterMemory({ points: perMinute, duration: 60 });
  return async (c, next) => {
    const address = c.var.clientIp;
    await limiter.consume(address).catch((refused: unknown) => {
      if (!(refused instanceof RateLimiterRes)) throw refused;
      throw new DomainError("rate_limited", { seconds: Math.ceil(refused.msBeforeNext / 1_000) });
    });
    await next();
    if (c.error instanceof DomainError) await limiter.penalty(address, refusedCosts - 1);
  };
}
