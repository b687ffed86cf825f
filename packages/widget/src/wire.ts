import type { AppRouter } from "@tagdeck/api/router";
import { toProblem } from "@tagdeck/ui/problem";
import { patient, problemError, refusal, type Fetch } from "./sessions.ts";

type Slices = AppRouter["_def"]["record"];
type Types<Procedure> = Procedure extends { _def: { $types: infer Found } } ? Found : never;
type Input<Procedure> = Types<Procedure> extends { input: infer Found } ? Found : never;
type Output<Procedure> = Types<Procedure> extends { output: infer Found } ? Found : never;

export type Listener = { onOpen(): void; onMessage(id: string, data: unknown): void };

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null;

/**
 * Speaks tRPC's protocol (https://trpc.io/docs/rpc), typed by the router. The client library with its stream
 * and an EventSource that can send a header is 12 kB of the 30 that the panel may weigh; this is one.
 */
export function createWire(baseUrl: string, fetch: Fetch) {
  const address = (path: string) => `${baseUrl}/trpc/${path}`;
  const posted = (input: unknown) => ({
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(input),
  });

  async function answer<Result>(response: Response): Promise<Result> {
    const body: unknown = await response.json().catch(() => null);
    const { result, error }: { result?: unknown; error?: unknown } = isRecord(body) ? body : {};
    // safe because the router's own type says what a result of this procedure holds
    if (isRecord(result)) return result["data"] as Result;
    throw problemError(refusal(response, error));
  }

  return {
    async query<Slice extends keyof Slices, Name extends keyof Slices[Slice] & string>(
      slice: Slice,
      name: Name,
      input: Input<Slices[Slice][Name]>,
      signal: AbortSignal,
    ): Promise<Output<Slices[Slice][Name]>> {
      const query = encodeURIComponent(JSON.stringify(input));
      return answer(await fetch(`${address(`${slice}.${name}`)}?input=${query}`, { signal }));
    },

    /** Changes something, or asks what is too long for an address. */
    async post<Slice extends keyof Slices, Name extends keyof Slices[Slice] & string>(
      slice: Slice,
      name: Name,
      input: Input<Slices[Slice][Name]>,
    ): Promise<Output<Slices[Slice][Name]>> {
      return answer(await fetch(address(`${slice}.${name}`), posted(input)));
    },

    /** Reads a subscription's server-sent events until the stream ends; a reason from the server is thrown. */
    async listen(
      path: string,
      input: unknown,
      [session, ...others]: readonly string[],
      { onOpen, onMessage }: Listener,
      stop: AbortSignal,
    ): Promise<void> {
      const silence = new AbortController();
      let patienceMs = 0;
      let timer: ReturnType<typeof setTimeout> | undefined;
      const signal = AbortSignal.any([stop, silence.signal]);
      const { headers, ...init } = posted(input);
      const response = await patient(fetch)(address(path), {
        ...init,
        signal,
        credentials: "omit",
        headers: {
          ...headers,
          accept: "text/event-stream",
          authorization: `Bearer ${session}`,
          ...(others[0] && { "x-tagdeck-sessions": others.join(" ") }),
        },
      });
      if (!response.ok || !response.body) return answer(response);
      const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
      let rest = "";
      try {
        for (;;) {
          clearTimeout(timer);
          // The server pings; a line that stays silent for longer than it says is dead.
          if (patienceMs > 0) timer = setTimeout(() => silence.abort(), patienceMs);
          const { done, value } = await reader.read();
          if (done) return;
          const events = (rest + value).split("\n\n");
          rest = events.pop() ?? "";
          for (const event of events) hear(event);
        }
      } finally {
        clearTimeout(timer);
      }

      function hear(event: string): void {
        const fields = new Map(
          event.split("\n").map((line) => [/^\w*/.exec(line)?.[0], line.replace(/^\w*: ?/, "")]),
        );
        const data: unknown = JSON.parse(fields.get("data") || "null");
        const kind = fields.get("event");
        if (kind === "connected") {
          patienceMs = isRecord(data) ? Number(data["reconnectAfterInactivityMs"] ?? 0) : 0;
          onOpen();
        } else if (kind === "serialized-error") throw problemError(toProblem(data));
        else if (kind === undefined) onMessage(fields.get("id") ?? "", data);
      }
    },
  };
}
