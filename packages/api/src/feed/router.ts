import { Subscribe } from "@tagdeck/core/feed/inputs";
import { tracked } from "@trpc/server";
import { publicProcedure, router } from "../trpc.ts";
import { follow } from "./service.ts";
import { type Listeners, resolveListeners } from "./sessions.ts";

export const feedRouter = router({
  subscribe: publicProcedure.input(Subscribe).subscription(async function* ({ ctx, input, signal }) {
    const { kernel, feed: hub, closing } = ctx.services;
    const ends = AbortSignal.any([closing, ...(signal ? [signal] : [])]);
    const listeners = () =>
      input.follow
        ? resolveListeners(kernel, ctx.recheckCaller, ctx.headers)
        : ctx.recheckCaller().then((caller): Listeners => [caller]);
    for await (const { cursor, update } of follow({ kernel, hub, listeners, signal: ends }, input)) {
      yield tracked(cursor, update);
    }
  }),
});
