import type { OidcOptions } from "@tagdeck/api/auth/single-sign-on";
import { z } from "zod";

const number = (least: number, most: number) => {
  const error = `a whole number from ${least} to ${most}`;
  return z.coerce.number({ error }).int(error).min(least, error).max(most, error);
};
const port = number(1, 65_535);
const webUrl = z
  .url({ protocol: /^https?$/, error: "an address that begins with http:// or https://" })
  .transform((url) => url.replace(/\/+$/, ""));
const blank = (value: unknown) => (value === "" ? undefined : value);
const optional = <T extends z.ZodType>(type: T) => z.preprocess(blank, type.optional());
const withDefault = <T extends z.ZodType>(type: T, value: z.input<T>) =>
  z.preprocess((given) => (given === undefined || given === "" ? value : given), type);

const Env = z
  .object({
    PORT: withDefault(port, 3_000),
    HOST: withDefault(z.string(), "127.0.0.1"),
    DEMO_PORT: withDefault(port, 3_001),
    DATABASE_URL: withDefault(
      z.string().regex(/^(file:.+|postgres(ql)?:\/\/.+)$/, "file:PATH or postgres://USER:PASSWORD@HOST/NAME"),
      "file:./data/tagdeck.db",
    ),
    DATABASE_DIRECT_URL: optional(z.string().regex(/^postgres(ql)?:\/\/.+$/, "postgres://…")),
    FILES_URL: optional(
      z.string().regex(/^(file:.+|s3:\/\/[^/?]+.*)$/, "file:FOLDER or s3://BUCKET/PREFIX?endpoint=https://…"),
    ),
    AWS_ACCESS_KEY_ID: optional(z.string()),
    AWS_SECRET_ACCESS_KEY: optional(z.string()),
    AWS_SESSION_TOKEN: optional(z.string()),
    AWS_REGION: optional(z.string()),
    PUBLIC_URL: optional(webUrl),
    TAGDECK_SECRET: optional(z.string().min(32, "at least 32 characters")),
    SMTP_URL: optional(z.url({ protocol: /^smtps?$/, error: "smtp://… or smtps://…" })),
    MAIL_FROM: withDefault(z.string().max(200), "Tagdeck <tagdeck@localhost>"),
    TRUST_PROXY: withDefault(
      z.enum(["0", "1", "false", "true"]).transform((value) => value === "1" || value === "true"),
      "0",
    ),
    SIGN_INS_PER_MINUTE: withDefault(number(1, 1_000_000), 20),
    PANEL_SESSIONS_PER_MINUTE: withDefault(number(1, 1_000_000), 1_200),
    OIDC_ISSUER: optional(webUrl),
    OIDC_CLIENT_ID: optional(z.string()),
    OIDC_CLIENT_SECRET: optional(z.string()),
    OIDC_NAME: withDefault(z.string().max(60), "Single sign-on"),
    LOG_LEVEL: withDefault(z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]), "info"),
    NODE_ENV: withDefault(z.string(), "development"),
  })
  .refine(
    ({ OIDC_ISSUER, OIDC_CLIENT_ID }) => (OIDC_ISSUER === undefined) === (OIDC_CLIENT_ID === undefined),
    {
      path: ["OIDC_CLIENT_ID"],
      error: "OIDC_ISSUER and OIDC_CLIENT_ID go together",
    },
  );

export type Env = z.infer<typeof Env>;

/** The provider by which people may sign in besides; undefined = there is none. */
export function oidcOf(env: Env): OidcOptions | undefined {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = env;
  if (issuer === undefined || clientId === undefined) return undefined;
  return { issuer, clientId, clientSecret, name: env.OIDC_NAME };
}

/** Where people reach the program, without a slash at the end. */
export function publicUrlOf(env: Env): string {
  return env.PUBLIC_URL ?? `http://${shownHost(env.HOST)}:${env.PORT}`;
}

/** A host as it is written in an address that this machine can open. */
export function shownHost(host: string): string {
  if (host === "0.0.0.0" || host === "::") return "localhost";
  return host.includes(":") ? `[${host}]` : host;
}

/** A fault that the person at the terminal can mend: shown as it is, without a stack. */
export class UserFault extends Error {}

/**
 * The settings, read once.
 *
 * @throws UserFault that lists every setting at fault
 */
export function readEnv(source: NodeJS.ProcessEnv = process.env): Env {
  const result = Env.safeParse(source);
  if (result.success) return result.data;
  const faults = result.error.issues.map(({ path, message }) => `  ${path.join(".")}: ${message}`);
  throw new UserFault(`These settings cannot be used:\n${faults.join("\n")}`);
}
