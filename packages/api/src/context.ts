import { DomainError } from "@tagdeck/core/errors";
import type { ContactClaims } from "@tagdeck/core/contacts/inputs";
import { can, canInPanel, type Permission, permissions, type Role } from "@tagdeck/core/members/roles";
import { WorkspaceSettings } from "@tagdeck/core/workspaces/settings";
import type { DatabaseHandle, Db, Dialect } from "./db/dialect.ts";
import type { WorkspaceRow } from "./db/schema.ts";
import { type HeavyRead, type HeavyReads, openHeavyReads } from "./reads/heavy-read.ts";
import { createVocabulary, type Vocabulary } from "./tags/vocabulary.ts";

/** Who is calling. */
export type Principal =
  | {
      kind: "member";
      userId: string;
      memberId: number;
      /** Of the sign-in to the console. */
      sessionId?: string;
      name: string;
      role: Role;
    }
  | {
      kind: "panel";
      agentId: string;
      name: string;
      role: Role;
      origin: string;
      /** The contacts it may see, by external id; null = every contact. */
      contacts: ReadonlySet<string> | null;
      claims: ContactClaims | null;
      /** Set where a member opened the panel: it is the member who acts. */
      memberUserId?: string;
    }
  | { kind: "key"; keyId: number; name: string; permissions: ReadonlySet<Permission> }
  | { kind: "system"; name: string };

/** What a request works with, within its transaction. Services and stores take it first. */
export type Context = {
  /** Bound to the request's transaction. */
  readonly db: Db;
  readonly dialect: Dialect;
  readonly workspace: {
    id: number;
    slug: string;
    name: string;
    timeZone: string;
    settings: WorkspaceSettings;
    vocabularyVersion: number;
    /** Set when this transaction has itself changed a tag. */
    vocabularyChanged: boolean;
  };
  readonly principal: Principal;
  readonly vocabulary: Vocabulary;
  /** Epoch ms, one value for the whole request. */
  readonly now: number;
  /** Called by the feed: once the transaction has committed, listeners are told. */
  feedGrew(): void;
  /** Has a job looked at once the transaction has committed, `delay` ms later. Called by the jobs slice. */
  wakeJob(jobId: number, delay: number): Promise<void>;
  /** Does a read that may touch many rows. Not within a write: on SQLite it is done elsewhere, and takes long. */
  readHeavy<Input, Output>(read: HeavyRead<Input, Output>, input: Input): Promise<Output>;
};

/** What lives as long as the process. */
export type Kernel = {
  readonly database: DatabaseHandle;
  readonly vocabulary: Vocabulary;
  readonly heavyReads: HeavyReads | null;
  /** Epoch ms. Time is injected: tests decide it. */
  now(): number;
};

export function createKernel(
  database: DatabaseHandle,
  now: () => number = Date.now,
  /** The address of a module that is a `HeavyReadRegistry`, in place of ours. */
  reads?: string,
): Kernel {
  return { database, vocabulary: createVocabulary(), heavyReads: openHeavyReads(database, reads), now };
}

export type Scope = { workspaceId: number; principal: Principal };

/** Runs reads in the workspace, as the principal. */
export function inWorkspace<T>(kernel: Kernel, scope: Scope, work: (ctx: Context) => Promise<T>): Promise<T> {
  return kernel.database.read(scope.workspaceId, async (db) =>
    work(await bind(kernel, db, scope, () => undefined)),
  );
}

/**
 * Runs `work` in one transaction in the workspace: all of it is committed before this returns, or none.
 * `budget` is for work that can be done in parts: for how long, in ms, it may hold up others.
 */
export async function inTransaction<T>(
  kernel: Kernel,
  scope: Scope,
  work: (ctx: Context, budget: number) => Promise<T>,
): Promise<T> {
  let grew = false;
  let woke = false;
  const { database } = kernel;
  const result = await database
    .write(scope.workspaceId, async (db, budget) => {
      grew = woke = false;
      const ctx = await bind(kernel, db, scope, () => {
        grew = true;
      });
      const wakeJob: Context["wakeJob"] = (jobId, delay) => {
        if (delay <= 0) woke = true;
        return ctx.wakeJob(jobId, delay);
      };
      return work({ ...ctx, wakeJob }, budget);
    })
    .catch((error: unknown) => {
      // A commit that failed took back versions that requests of the same group may have cached.
      if (!(error instanceof DomainError)) kernel.vocabulary.forget(scope.workspaceId);
      throw error;
    });
  if (grew) database.hint(scope.workspaceId);
  if (woke) database.wakes.hint();
  return result;
}

/** A context over a transaction that is already open: for what records many people's changes in one, such as seeding. */
export async function bind(
  kernel: Kernel,
  db: Db,
  { workspaceId, principal }: Scope,
  feedGrew: Context["feedGrew"],
): Promise<Context> {
  const row = await db.selectFrom("workspace").selectAll().where("id", "=", workspaceId).executeTakeFirst();
  if (!row) throw new DomainError("workspace_not_found");
  const { heavyReads } = kernel;
  const ctx: Context = {
    db,
    dialect: kernel.database.dialect,
    workspace: readWorkspace(row),
    principal,
    vocabulary: kernel.vocabulary,
    now: kernel.now(),
    feedGrew,
    wakeJob: (jobId, delay) => kernel.database.wakes.add(db, { workspaceId, jobId }, delay),
    async readHeavy<Input, Output>(read: HeavyRead<Input, Output>, input: Input): Promise<Output> {
      if (!heavyReads) return read.run(ctx, input);
      const scope = { workspaceId, principal };
      // safe because it is the value of the read of this name
      return (await heavyReads({ scope, now: ctx.now, name: read.name, input })) as Output;
    },
  };
  return ctx;
}

export function readWorkspace(row: WorkspaceRow): Context["workspace"] {
  return {
    id: row.id,
    slug: row.slug,
    name: row.name,
    timeZone: row.time_zone,
    settings: readSettings(row.settings),
    vocabularyVersion: row.vocabulary_version,
    vocabularyChanged: false,
  };
}

// Every request reads its workspace's settings, and they hardly ever change.
const parsedSettings = new Map<string, WorkspaceSettings>();

export function readSettings(json: string): WorkspaceSettings {
  const known = parsedSettings.get(json);
  if (known) return known;
  const settings = Object.freeze(WorkspaceSettings.parse(JSON.parse(json)));
  if (parsedSettings.size >= 1_000) parsedSettings.clear();
  parsedSettings.set(json, settings);
  return settings;
}

/** Whether the caller may do a thing here. */
export function may(ctx: Pick<Context, "principal" | "workspace">, permission: Permission): boolean {
  const { principal } = ctx;
  switch (principal.kind) {
    case "member":
      return can(principal.role, permission, ctx.workspace.settings);
    case "panel":
      return canInPanel(principal.role, permission, panelSettings(ctx));
    case "key":
      return principal.permissions.has(permission);
    case "system":
      return true;
  }
}

// The setting is about what hosts sign; a member who opened the panel is an admin by Tagdeck's own word.
function panelSettings({ principal, workspace }: Pick<Context, "principal" | "workspace">) {
  const isMember = principal.kind === "panel" && principal.memberUserId !== undefined;
  return isMember ? { ...workspace.settings, panelAdmins: true } : workspace.settings;
}

/** All that the caller may do here. */
export function permissionsOf(ctx: Pick<Context, "principal" | "workspace">): Permission[] {
  return permissions.filter((permission) => may(ctx, permission));
}

/**
 * @throws DomainError `forbidden`
 */
export function authorize(ctx: Context, permission: Permission): void {
  if (!may(ctx, permission)) throw new DomainError("forbidden", { permission });
}

/** An instant as the outside sees it: ISO 8601, UTC. */
export function iso(epochMs: number): string {
  return new Date(epochMs).toISOString();
}
