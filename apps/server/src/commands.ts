import { randomBytes } from "node:crypto";
import * as apiKeys from "@tagdeck/api/keys/service";
import { openAccount } from "@tagdeck/api/members/open-account";
import { openWorkspace } from "@tagdeck/api/workspaces/open-workspace";
import type { DomainError, ErrorCode } from "@tagdeck/core/errors";
import { Email, PersonName } from "@tagdeck/core/members/inputs";
import { type Role, roles } from "@tagdeck/core/members/roles";
import { UserFault } from "./env.ts";
import { type Program, withKernel } from "./program.ts";

export type Flags = Readonly<Record<string, string | boolean | undefined>>;

/** `tagdeck workspace create --slug acme --name "Acme" --time-zone Asia/Taipei` */
export async function createWorkspace(program: Program, flags: Flags): Promise<string> {
  const slug = required(flags, "slug");
  const name = text(flags, "name") ?? slug;
  const timeZone = text(flags, "time-zone") ?? "UTC";
  await withKernel(program, (kernel) => openWorkspace(kernel, { slug, name, timeZone }));
  return `The workspace ${slug} was made. Give it an owner: tagdeck user create --workspace ${slug} --role owner …`;
}

/** `tagdeck user create --workspace acme --email ann@example.com --name "Ann" --role admin` */
export async function createUser(program: Program, flags: Flags): Promise<string> {
  const email = Email.safeParse(required(flags, "email"));
  if (!email.success) throw new UserFault("--email must be an e-mail address.");
  const name = PersonName.safeParse(text(flags, "name") ?? email.data.split("@")[0]);
  if (!name.success) throw new UserFault("--name must be 1 to 100 characters.");
  const role = readRole(text(flags, "role") ?? "agent");
  const given = flags["password-stdin"] === true ? await readLine() : null;
  const password = given ?? randomBytes(15).toString("base64url");
  const made = await withKernel(program, (kernel) =>
    openAccount(kernel, {
      workspace: required(flags, "workspace"),
      email: email.data,
      name: name.data,
      role,
      password,
    }),
  );
  if (made === "joined")
    return `${email.data} had an account and is now ${role} here, with the password they have.`;
  return given === null ? `${email.data} is ${role}. Password: ${password}` : `${email.data} is ${role}.`;
}

/** `tagdeck key create --workspace acme --scopes all`: prints the key and nothing else. */
export async function createKey(program: Program, flags: Flags): Promise<string> {
  const scopes = flags["scopes"] === undefined ? "all" : String(flags["scopes"]);
  // Not "all" where a script's variable was empty.
  if (!/[^\s,]/.test(scopes)) throw new UserFault("--scopes names nothing: say all, or some permissions.");
  const name = text(flags, "name") ?? "Command line";
  if (name.length > 100) throw new UserFault("--name must be 1 to 100 characters.");
  return withKernel(program, (kernel) =>
    apiKeys.createKey(kernel, {
      workspace: required(flags, "workspace"),
      scopes,
      name,
    }),
  );
}

const words: Partial<Record<ErrorCode, string>> = {
  workspace_slug_invalid: "--slug must be 2 to 40 small letters, digits and hyphens.",
  workspace_slug_taken: "There is a workspace of this name already.",
  workspace_not_found: "There is no workspace of this name.",
  time_zone_invalid: "--time-zone must be a name such as Asia/Taipei.",
  member_exists: "This person is a member of the workspace already.",
  password_too_short: "The password is too short.",
  password_too_long: "The password is too long.",
  invalid_input: "Something here cannot be used.",
};

/** What a domain error means at the terminal. */
export function faultOf({ code, details }: DomainError): UserFault {
  const more = Object.keys(details).length > 0 ? ` ${JSON.stringify(details)}` : "";
  return new UserFault(`${words[code] ?? ""} (${code}${more})`.trim());
}

function required(flags: Flags, name: string): string {
  const value = text(flags, name);
  if (value === undefined) throw new UserFault(`--${name} is missing.`);
  return value;
}

function text(flags: Flags, name: string): string | undefined {
  const value = flags[name];
  return typeof value === "string" && value.trim() !== "" ? value.trim() : undefined;
}

function readRole(value: string): Role {
  const role = roles.find((known) => known === value);
  if (!role) throw new UserFault(`--role must be one of ${roles.join(", ")}.`);
  return role;
}

async function readLine(): Promise<string> {
  let input = "";
  for await (const chunk of process.stdin) input += String(chunk);
  return input.replace(/\r?\n$/, "");
}
