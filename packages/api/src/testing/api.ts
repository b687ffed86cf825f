import { randomUUID } from "node:crypto";
import { rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import type { OidcOptions } from "../auth/single-sign-on.ts";
import type { DatabaseHandle } from "../db/dialect.ts";
import { openDatabase } from "../db/open.ts";
import type { Mail } from "../mail/mailer.ts";
import { appRouter } from "../router.ts";
import { startApi } from "../start.ts";
import type { TestDatabase } from "./databases.ts";

export const testSecret = "a secret that is long enough for everyone";
export const publicUrl = "https://tags.example.com";

export type Answer = { status: number; code: string; data: unknown; details: unknown };

/** The whole API over a database, called without a socket. Its time is the machine's, and can be moved on. */
export async function anApi(
  database: Pick<TestDatabase, "url">,
  overrides: {
    publicUrl?: string;
    signInsPerMinute?: number;
    oidc?: OidcOptions;
    panelSessionsPerMinute?: number;
    wrap?(handle: DatabaseHandle): DatabaseHandle;
    sendMail?(mail: Mail): Promise<void>;
  } = {},
) {
  const mails: Mail[] = [];
  const lines: string[] = [];
  const log = pino({ level: "info" }, { write: (line) => void lines.push(line) });
  const url = overrides.publicUrl ?? publicUrl;
  const folder = join(tmpdir(), `tagdeck-files-${randomUUID()}`);
  let offset = 0;
  const handle = openDatabase({ url: database.url, onError: () => undefined });
  const api = startApi({
    database: overrides.wrap?.(handle) ?? handle,
    mailer: {
      send(mail) {
        mails.push(mail);
        return overrides.sendMail?.(mail) ?? Promise.resolve();
      },
    },
    log,
    secret: testSecret,
    publicUrl: url,
    files: { kind: "disk", folder },
    ownOrigins: [url],
    trustProxy: false,
    signInsPerMinute: overrides.signInsPerMinute ?? 1_000,
    oidc: overrides.oidc,
    panelSessionsPerMinute: overrides.panelSessionsPerMinute ?? 1_000,
    now: () => Date.now() + offset,
  });

  /** Every call comes from an address of its own, unless it says otherwise: rate limits count by address. */
  async function request(path: string, init: RequestInit = {}, from = anAddress()): Promise<Response> {
    return api.app.request(url + path, init, { incoming: { socket: { remoteAddress: from } } });
  }

  /** POSTs JSON from the console's own page. */
  function post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
    const all = { "content-type": "application/json", origin: url, ...headers };
    return request(path, { method: "POST", headers: all, body: JSON.stringify(body) });
  }

  /** Calls a procedure; a subscription is followed to its first event. */
  async function call(path: string, input: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    const type = procedureType(path);
    const query = `?input=${encodeURIComponent(JSON.stringify(input ?? {}))}`;
    if (type === "mutation") return readAnswer(await post(`/trpc/${path}`, input, headers));
    if (type === "query") return readAnswer(await request(`/trpc/${path}${query}`, { headers }));
    return firstEvent(
      await request(`/trpc/${path}${query}`, { headers: { ...headers, accept: "text/event-stream" } }),
    );
  }

  /** Signs in and answers the headers of a member of this workspace. */
  async function signIn(user: { email: string; password: string }, slug: string) {
    const response = await post("/auth/sign-in/email", { email: user.email, password: user.password });
    if (response.status !== 200) throw new Error(await response.text());
    return { cookie: cookies(response), "x-tagdeck-workspace": slug, origin: url };
  }

  return {
    ...api,
    mails,
    lines,
    request,
    post,
    call,
    signIn,
    async stop() {
      await api.stop();
      rmSync(folder, { recursive: true, force: true });
    },
    advance(ms: number) {
      offset += ms;
    },
  };
}
let addresses = 0;

function anAddress(): string {
  addresses += 1;
  return `10.${(addresses >> 16) & 255}.${(addresses >> 8) & 255}.${addresses & 255}`;
}

export type TestApi = Awaited<ReturnType<typeof anApi>>;

type Procedure = { _def: { type: "query" | "mutation" | "subscription" } };

export function procedureType(path: string): Procedure["_def"]["type"] {
  // safe because tRPC keeps all procedures flat under their paths, whatever its types say
  const procedures = appRouter._def.procedures as unknown as Record<string, Procedure | undefined>;
  const procedure = procedures[path];
  if (!procedure) throw new Error(`there is no procedure ${path}`);
  return procedure._def.type;
}

/** What a browser would send back of the cookies it was given. */
export function cookies(response: Response): string {
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(";")[0])
    .join("; ");
}

type Body = {
  result?: { data: unknown };
  error?: { data: { domainCode: string; details: unknown } };
  code?: string;
  details?: unknown;
};

async function readAnswer(response: Response): Promise<Answer> {
  // safe because it is only read, and a wrong shape fails the test
  const body = (await response.json()) as Body;
  const code = body.result ? "ok" : (body.error?.data.domainCode ?? body.code ?? "none");
  return {
    status: response.status,
    code,
    data: body.result?.data,
    details: body.error?.data.details ?? body.details,
  };
}

/** What a stream says first: an event, or why it ends. */
export async function firstEvent(response: Response): Promise<Answer> {
  if (!response.headers.get("content-type")?.startsWith("text/event-stream")) return readAnswer(response);
  let text = "";
  const decoder = new TextDecoder();
  const reader = response.body?.getReader();
  while (reader) {
    const { done, value } = await reader.read();
    if (done) break;
    text += decoder.decode(value, { stream: true });
    const found = /(?:^|\n)(?:event: (serialized-error)\n)?data: (\{.*\})\n(?:id: .*\n)?\n/.exec(
      text.replace(/event: connected\ndata: .*\n\n/, ""),
    );
    if (!found) continue;
    await reader.cancel();
    // safe because it is only read, and a wrong shape fails the test
    const data = JSON.parse(found[2] ?? "null") as { data?: { domainCode: string; details: unknown } };
    return found[1]
      ? {
          status: response.status,
          code: data.data?.domainCode ?? "none",
          data: null,
          details: data.data?.details,
        }
      : { status: response.status, code: "ok", data, details: undefined };
  }
  return { status: response.status, code: "ended", data: text, details: undefined };
}
