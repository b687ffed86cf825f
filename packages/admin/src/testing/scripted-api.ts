import type { ErrorCode, ErrorDetails } from "@tagdeck/core/errors";
import { createApi, type Api } from "../api/client.ts";

type Answer = (input: unknown) => unknown;

/** What a scripted answer throws to be refused as the server would refuse it. */
export class Refusal extends Error {
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, details: ErrorDetails = {}) {
    super(code);
    this.code = code;
    this.details = details;
  }
}

/** The real client over a server that answers each procedure as told; anything else is an error of the test. */
export function scriptedApi(answers: Record<string, Answer>): { api: Api; calls: [string, unknown][] } {
  const calls: [string, unknown][] = [];
  const api = createApi({
    workspace: "demo",
    origin: "http://tagdeck.test",
    async fetch(address, init) {
      const url = new URL(String(address));
      const procedure = url.pathname.replace("/trpc/", "");
      const text = init?.body ? String(init.body) : url.searchParams.get("input");
      const input: unknown = text ? JSON.parse(text) : undefined;
      calls.push([procedure, input]);
      const answer = answers[procedure];
      if (!answer) throw new Error(`no answer for ${procedure}`);
      try {
        return Response.json({ result: { data: await answer(input) } });
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        const { code: domainCode, details } = error;
        const data = { code: "CONFLICT", domainCode, details, requestId: "1" };
        return Response.json({ error: { message: domainCode, code: -32_009, data } }, { status: 409 });
      }
    },
  });
  return { api, calls };
}

/** A promise that the test settles when it has looked. */
export function later<T>() {
  return Promise.withResolvers<T>();
}
