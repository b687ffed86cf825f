import { DomainError } from "@tagdeck/core/errors";
import { initTRPC, type TRPCError } from "@trpc/server";
import type { Caller } from "./auth/principal.ts";
import { type Context, inTransaction, inWorkspace } from "./context.ts";
import { describe, translate } from "./errors.ts";
import type { Services } from "./services.ts";

/** What a procedure gets before it is known who calls. */
export type RequestContext = {
  services: Services;
  requestId: string;
  headers: Headers;
  /** Found out once for all calls of a batch. */
  caller(): Promise<Caller>;
  /** Finds out anew: for streams that outlive a session. */
  recheckCaller(): Promise<Caller>;
};

const t = initTRPC.context<RequestContext>().create({
  sse: {
    ping: { enabled: true, intervalMs: 15_000 },
    client: { reconnectAfterInactivityMs: 40_000 },
  },
  // Only what was thrown on purpose is shown; the rest is logged and masked.
  errorFormatter({ error, shape, ctx }) {
    const { code, details } = describe(error);
    return {
      code: shape.code,
      message: code,
      data: {
        code: shape.data.code,
        httpStatus: shape.data.httpStatus,
        domainCode: code,
        details,
        requestId: ctx?.requestId ?? null,
      },
    };
  },
});

export const { router, createCallerFactory } = t;

/** Whoever calls: no workspace, no transaction. */
export const publicProcedure = t.procedure.use(async ({ next }) => {
  const result = await next();
  if (!result.ok && result.error.cause instanceof DomainError) throw translate(result.error.cause);
  return result;
});

/** Reads in the caller's workspace. */
export const query = publicProcedure.use(async ({ ctx, next, getRawInput }) => {
  const caller = await ctx.caller();
  await getRawInput();
  return inWorkspace(ctx.services.kernel, caller, async (inner) => orThrow(await next({ ctx: { inner } })));
});

/** Changes the caller's workspace, in one transaction. */
export const mutation = publicProcedure.use(async ({ ctx, next, getRawInput }) => {
  const caller = await ctx.caller();
  // The body is read before the transaction begins: within it nothing but the database is awaited.
  await getRawInput();
  return inTransaction(ctx.services.kernel, caller, async (inner) => orThrow(await next({ ctx: { inner } })));
});

/**
 * A change that has something counted before: its use case opens its transactions itself, one after the other.
 * Nothing but `read` and `write` is awaited beside them.
 */
export const preparedMutation = publicProcedure.use(async ({ ctx, next, getRawInput }) => {
  const caller = await ctx.caller();
  await getRawInput();
  const { kernel } = ctx.services;
  return next({
    ctx: {
      read: <T>(work: (inner: Context) => Promise<T>) => inWorkspace(kernel, caller, work),
      write: <T>(work: (inner: Context) => Promise<T>) => inTransaction(kernel, caller, work),
    },
  });
});

/** The database's own error goes out as it came: it says whether the transaction is to be run again. */
function orThrow<R extends { ok: true } | { ok: false; error: TRPCError }>(result: R): R {
  if (result.ok) return result;
  const { cause, code } = result.error;
  throw cause && (cause instanceof DomainError || code === "INTERNAL_SERVER_ERROR") ? cause : result.error;
}
