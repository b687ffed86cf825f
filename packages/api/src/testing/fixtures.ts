import { randomBytes } from "node:crypto";
import type { ContactClaims } from "@tagdeck/core/contacts/inputs";
import type { Permission, Role } from "@tagdeck/core/members/roles";
import { defaultSettings, type WorkspaceSettings } from "@tagdeck/core/workspaces/settings";
import { give, given } from "../assignments/give-store.ts";
import * as users from "../auth/users.ts";
import * as contacts from "../contacts/store.ts";
import {
  type Context,
  createKernel,
  inTransaction,
  inWorkspace,
  type Kernel,
  type Principal,
} from "../context.ts";
import type { ContactRow, TagRow } from "../db/schema.ts";
import * as origins from "../history/origins.ts";
import * as members from "../members/store.ts";
import { addTag } from "../tags/add.ts";
import * as tagStore from "../tags/store.ts";
import * as workspaces from "../workspaces/store.ts";
import type { TestDatabase } from "./databases.ts";

/** A clock that tests set: epoch ms. It moves by 1 ms at each reading, so that no two requests share an instant. */
export type TestClock = { now(): number; set(ms: number): void; advance(ms: number): void };

export function aClock(start = Date.UTC(2026, 2, 1, 5)): TestClock {
  let at = start;
  return {
    now: () => (at += 1),
    set(ms) {
      at = ms;
    },
    advance(ms) {
      at += ms;
    },
  };
}

/** A workspace with a request's entry points: `read` and `write` as any principal. */
export type TestWorkspace = {
  kernel: Kernel;
  clock: TestClock;
  id: number;
  slug: string;
  read<T>(who: Principal, work: (ctx: Context) => Promise<T>): Promise<T>;
  write<T>(who: Principal, work: (ctx: Context) => Promise<T>): Promise<T>;
};

export async function aWorkspace(
  database: TestDatabase,
  overrides: {
    settings?: Partial<WorkspaceSettings>;
    kernel?: Kernel;
    clock?: TestClock;
    timeZone?: string;
  } = {},
): Promise<TestWorkspace> {
  const clock = overrides.clock ?? aClock();
  const kernel = overrides.kernel ?? createKernel(database.handle, clock.now);
  const slug = `w${randomBytes(6).toString("hex")}`;
  const row = await kernel.database.write(null, (db) =>
    workspaces.insert(
      db,
      { slug, name: "Test", timeZone: overrides.timeZone ?? "Asia/Taipei" },
      kernel.now(),
    ),
  );
  if (!row) throw new Error("a random slug is free");
  const workspaceId = row.id;
  const workspace: TestWorkspace = {
    kernel,
    clock,
    id: workspaceId,
    slug,
    read: (principal, work) => inWorkspace(kernel, { workspaceId, principal }, work),
    write: (principal, work) => inTransaction(kernel, { workspaceId, principal }, work),
  };
  if (overrides.settings) {
    const settings = { ...defaultSettings, ...overrides.settings };
    await workspace.write(system, (ctx) =>
      workspaces.update(ctx, { name: "Test", timeZone: row.time_zone, settings }),
    );
  }
  return workspace;
}

export const system: Principal = { kind: "system", name: "test" };

/** A member who exists only as a principal: enough where nothing reads the member's row. */
export function aMember(role: Role, userId = `user-${role}`): Principal {
  return { kind: "member", userId, memberId: 1, name: `The ${role}`, role };
}

export function aPanel(overrides: Partial<Extract<Principal, { kind: "panel" }>> = {}): Principal {
  return {
    kind: "panel",
    agentId: "mia",
    name: "Mia",
    role: "agent",
    origin: "https://console.example.com",
    contacts: null,
    claims: null,
    ...overrides,
  };
}

export function aKey(permissions: readonly Permission[]): Principal {
  return { kind: "key", keyId: 1, name: "Sync", permissions: new Set(permissions) };
}

const hashes = new Map<string, Promise<string>>();

// Hashing takes long on purpose, and tests use few passwords.
function hashed(password: string): Promise<string> {
  const known = hashes.get(password) ?? users.hashNewPassword(password);
  hashes.set(password, known);
  return known;
}

/** A user with a row, a password and a membership. */
export async function aStoredMember(workspace: TestWorkspace, role: Role, password = "correct horse") {
  const email = `${randomBytes(6).toString("hex")}@example.com`;
  const passwordHash = await hashed(password);
  return workspace.kernel.database.write(null, async (db) => {
    const now = workspace.kernel.now();
    const user = await users.insert(db, { name: `The ${role}`, email, passwordHash }, now);
    if (!user) throw new Error("a random address is free");
    await members.insert(db, { workspaceId: workspace.id, userId: user.id, role }, now);
    return { ...user, password };
  });
}

let serial = 0;

export async function aTag(
  workspace: TestWorkspace,
  overrides: { name?: string; color?: string; validityDays?: number } = {},
): Promise<TagRow> {
  serial += 1;
  const name = overrides.name ?? `Tag ${serial}`;
  return workspace.write(system, (ctx) => addTag(ctx, { ...overrides, name }));
}

export function claims(overrides: Partial<ContactClaims> = {}): ContactClaims {
  serial += 1;
  return {
    externalId: `crm:${serial}`,
    name: `Contact ${serial}`,
    email: null,
    phone: null,
    channel: null,
    attributes: {},
    ...overrides,
  };
}

export async function aContact(
  workspace: TestWorkspace,
  overrides: Partial<ContactClaims> = {},
): Promise<ContactRow> {
  return workspace.write(system, (ctx) => contacts.insert(ctx, claims(overrides)));
}

/** A bulk change that gives tags to contacts at one instant, with no entry of history for each. */
export async function anImport(
  workspace: TestWorkspace,
  { contacts: ids, tags, name = "crm.csv" }: { contacts: number[]; tags: number[]; name?: string },
  who: Principal = system,
): Promise<origins.Origin> {
  return workspace.write(who, async (ctx) => {
    const origin = await origins.insert(ctx, { source: "import", name });
    await origins.open(ctx, origin, tags);
    const live = [...(await tagStore.keepLive(ctx, tags)).values()];
    const rows = ids.flatMap((id) => live.map((tag) => given(ctx, origin, id, tag)));
    await give(ctx, origin, rows);
    return origin;
  });
}
