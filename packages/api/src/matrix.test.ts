import { generateKeyPairSync } from "node:crypto";
import { can, canInPanel, type Permission, permissions, type Role } from "@tagdeck/core/members/roles";
import { defaultSettings, type WorkspaceSettings } from "@tagdeck/core/workspaces/settings";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { changeTags } from "./assignments/service.ts";
import { createSeal } from "./auth/seal.ts";
import { hashToken, newToken } from "./auth/token.ts";
import * as embed from "./embed/store.ts";
import { createExport } from "./exports/service.ts";
import { createGroup } from "./groups/service.ts";
import * as invitations from "./invitations/store.ts";
import { createKey } from "./keys/service.ts";
import { appRouter } from "./router.ts";
import { deleteTag } from "./tags/service.ts";
import { anApi, publicUrl, type TestApi, testSecret } from "./testing/api.ts";
import { bulkOf } from "./testing/bulk.ts";
import { describeEachDatabase } from "./testing/databases.ts";
import { aContact, aStoredMember, aTag, aWorkspace, system, type TestWorkspace } from "./testing/fixtures.ts";
import { paths, type ProcedurePath, procedures } from "./testing/procedures.ts";

const origin = "https://console.example.com";
const rsaPublicKey = generateKeyPairSync("rsa", {
  modulusLength: 2_048,
  publicKeyEncoding: { type: "spki", format: "pem" },
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
}).publicKey;
const hour = 3_600_000;

type Caller = { kind: "member" | "panel" | "key" | "stranger"; headers: Record<string, string>; role?: Role };

async function aPanelSession(workspace: TestWorkspace, role: Role): Promise<Caller> {
  const token = newToken();
  await workspace.write(system, async (ctx) => {
    await embed.addOrigin(ctx, origin);
    await embed.insertSession(ctx, {
      tokenHash: hashToken(token),
      agentId: `panel-${role}`,
      name: "Mia",
      role,
      contacts: null,
      claims: null,
      origin,
      keyId: 1,
      expiresAt: Date.now() + hour,
    });
  });
  return { kind: "panel", role, headers: { authorization: `Bearer ${token}`, origin } };
}

async function aKeyWith({ kernel, slug }: TestWorkspace, scopes: string): Promise<Caller> {
  const key = await createKey(kernel, { workspace: slug, name: "Sync", scopes });
  return { kind: "key", headers: { authorization: `Bearer ${key}` } };
}

/** A sensible input of its own for one call: everything it names is there and in the right state. */
async function inputFor(path: ProcedurePath, workspace: TestWorkspace): Promise<unknown> {
  const { write } = workspace;
  const invite = () =>
    write(system, async (ctx) => {
      const token = newToken();
      const email = `${token.slice(0, 8).toLowerCase()}@example.com`;
      return { token, id: (await invitations.insert(ctx, { email, role: "agent", token, invitedBy: 1 })).id };
    });
  const kid = newToken().slice(0, 12);
  const groupId = async () =>
    (await write(system, (ctx) => createGroup(ctx, { name: `Its ${kid}`, exclusive: false }))).id;
  switch (path) {
    case "session.get":
    case "session.methods":
    case "session.account":
    case "session.endOthers":
    case "workspace.get":
    case "tags.list":
    case "tags.index":
    case "tags.suggest":
    case "tags.duplicates":
    case "tags.ignoredDuplicates":
    case "groups.list":
    case "contacts.list":
    case "contacts.count":
    case "operations.list":
    case "members.list":
    case "embed.get":
    case "insights.get":
    case "activity.list":
    case "activity.people":
      return {};
    case "session.end":
      return { id: newToken() };
    case "setup.get":
      return { token: newToken() };
    case "setup.complete": {
      const place = {
        workspaceName: "New",
        slug: kid.toLowerCase().replace(/[^a-z0-9]/g, "x"),
        timeZone: "UTC",
      };
      return { token: newToken(), ...place, name: "Me", email: "me@example.com", password: "correct horse" };
    }
    case "invitations.get":
      return { token: (await invite()).token };
    case "invitations.accept":
      return { token: (await invite()).token, name: "New", password: "correct horse" };
    case "workspace.update":
      return { name: `Test ${kid.replace(/_/g, "-")}` };
    case "tags.get":
    case "tags.history":
    case "tags.trend":
    case "tags.delete":
      return { id: (await aTag(workspace)).id };
    case "tags.validityImpact":
      return { id: (await aTag(workspace)).id, validityDays: 7 };
    case "tags.setValidity":
      return { id: (await aTag(workspace)).id, validityDays: 7, expectedCount: 0 };
    case "workspace.zoneImpact":
      return { timeZone: "UTC" };
    case "tags.near":
      return { name: `Near ${kid}` };
    case "tags.getMany":
    case "tags.impact":
      return { ids: [(await aTag(workspace)).id] };
    case "tags.hygiene":
      return { list: "unused" };
    case "tags.ignoreDuplicates":
    case "tags.unignoreDuplicates":
      return { pairs: [[(await aTag(workspace)).id, (await aTag(workspace)).id]] };
    case "tags.deleteMany":
    case "tags.archive":
      return { ids: [(await aTag(workspace)).id], expectedCount: 0 };
    case "tags.unarchive":
      return { ids: [(await aTag(workspace)).id] };
    case "tags.recolorMany":
      return { ids: [(await aTag(workspace)).id], color: "#123456" };
    case "tags.restore": {
      const tag = await aTag(workspace);
      await write(system, (ctx) => deleteTag(ctx, { id: tag.id }));
      return { id: tag.id };
    }
    case "tags.aliases":
      return { id: (await aTag(workspace)).id };
    case "tags.addAlias":
    case "tags.removeAlias":
      return { id: (await aTag(workspace)).id, name: `Other ${kid}` };
    case "tags.mergePreview":
    case "tags.merge":
      return { ids: [(await aTag(workspace)).id], into: (await aTag(workspace)).id };
    case "tags.create":
      return { name: `New ${kid}` };
    case "tags.update":
      return { id: (await aTag(workspace)).id, name: `Changed ${kid}` };
    case "groups.create":
      return { name: `Group ${kid}` };
    case "groups.update":
      return { id: await groupId(), name: `Changed ${kid}` };
    case "groups.order":
      return { ids: [await groupId()] };
    case "groups.delete":
    case "groups.preview":
      return { id: await groupId() };
    case "groups.setExclusive":
      return { id: await groupId(), exclusive: true };
    case "groups.setTags":
      return { ids: [(await aTag(workspace)).id], groupId: await groupId() };
    case "operations.undo": {
      const tag = await aTag(workspace);
      return { id: (await write(system, (ctx) => deleteTag(ctx, { id: tag.id }))).operationId };
    }
    case "bulk.preview":
    case "bulk.start":
      return {
        target: { ids: [(await aContact(workspace)).id] },
        add: [(await aTag(workspace)).id],
        expectedCount: 1,
      };
    case "bulk.progress":
    case "bulk.cancel":
      return {
        operationId: await bulkOf(
          workspace,
          { contacts: [await aContact(workspace)], add: [await aTag(workspace)] },
          system,
        ),
      };
    case "history.ofTag":
      return { tagId: (await aTag(workspace)).id };
    case "assignments.ending":
    case "assignments.endingOfTag":
      return { tagId: (await aTag(workspace)).id, days: 7 };
    case "history.countOnDay":
    case "history.listOnDay":
      return { tagId: (await aTag(workspace)).id, day: "2026-03-01" };
    case "contacts.get":
    case "contacts.erase":
    case "contacts.history":
      return { contact: { id: (await aContact(workspace)).id } };
    case "assignments.change":
      return { contact: { id: (await aContact(workspace)).id }, add: [(await aTag(workspace)).id] };
    case "contacts.getMany":
      return { contacts: [{ id: (await aContact(workspace)).id }] };
    case "assignments.changeMany":
      return { contacts: [{ id: (await aContact(workspace)).id }], add: [(await aTag(workspace)).id] };
    case "assignments.extend":
    case "assignments.extendMany": {
      const contact = { id: (await aContact(workspace)).id };
      const tag = await aTag(workspace, { validityDays: 7 });
      await write(system, (ctx) => changeTags(ctx, { contact, add: [tag.id], remove: [] }));
      const whom = path === "assignments.extend" ? { contact } : { contacts: [contact] };
      return { ...whom, tagIds: [tag.id], to: { by: "never" } };
    }
    case "assignments.undo": {
      const contact = { id: (await aContact(workspace)).id };
      const add = [(await aTag(workspace)).id];
      const { changes } = await write(system, (ctx) => changeTags(ctx, { contact, add, remove: [] }));
      return { contact, seqs: changes.map(({ seq }) => seq) };
    }
    case "members.invite":
      return { email: `${kid.toLowerCase().replace(/[^a-z0-9]/g, "x")}@example.com`, role: "agent" };
    case "members.revokeInvitation":
      return { id: (await invite()).id };
    case "members.changeRole":
      return { id: await memberId(workspace), role: "viewer" };
    case "members.remove":
      return { id: await memberId(workspace) };
    case "embed.createKey":
      await write(system, async (ctx) => {
        for (const key of await embed.liveKeys(ctx)) await embed.revokeKey(ctx, key.id);
      });
      return { alg: "HS256" };
    case "embed.revokeKey":
      await write(system, (ctx) => embed.insertKey(ctx, { kid, alg: "HS256", secret: "", publicKey: null }));
      return { kid };
    case "embed.addOrigin":
    case "embed.removeOrigin":
      return { origin: "https://other.example.com" };
    case "embed.setZendesk":
      return {
        publicKey: rsaPublicKey,
        audience: "https://acme.zendesk.com/api/v2/apps/installations/1.json",
      };
    case "embed.removeZendesk":
      return {};
    case "embed.testToken":
      await write(system, async (ctx) => {
        await embed.addOrigin(ctx, origin);
        await embed.insertKey(ctx, {
          kid,
          alg: "HS256",
          secret: createSeal(testSecret).seal(newToken()),
          publicKey: null,
        });
      });
      return { kid, origin, externalId: "crm:1", role: "agent" };
    case "embed.openFrame":
      await write(system, (ctx) => embed.addOrigin(ctx, origin));
      return { origin };
    case "notifications.read":
      return {};
    case "exports.create":
      return { kind: "tags" };
    case "exports.get":
    case "exports.cancel":
      return {
        id: (await write(system, (ctx) => createExport(ctx, { kind: "tags", preset: "full", columns: [] })))
          .id,
      };
    case "feed.subscribe":
      return { contact: { id: (await aContact(workspace)).id }, cursor: await cursorBeforeATag(workspace) };
  }
}

async function memberId(workspace: TestWorkspace): Promise<number> {
  const { id } = await aStoredMember(workspace, "agent");
  const row = (ctx: Parameters<Parameters<TestWorkspace["read"]>[1]>[0]) =>
    ctx.db.selectFrom("member").select("id").where("user_id", "=", id).executeTakeFirstOrThrow();
  return (await workspace.read(system, row)).id;
}

async function cursorBeforeATag(workspace: TestWorkspace): Promise<string> {
  const cursor = await workspace.read(system, (ctx) => ctx.dialect.feedHead(ctx.db, workspace.id));
  await aTag(workspace);
  return cursor;
}

function expectedCode(path: ProcedurePath, caller: Caller, may: (permission: Permission) => boolean): string {
  const { needs, never } = procedures[path];
  if (needs === "public") return path.startsWith("setup.") ? "setup_link_invalid" : "ok";
  if (needs === "session") return caller.kind === "member" ? "ok" : "unauthenticated";
  if (caller.kind === "stranger") return "unauthenticated";
  if (!may(needs)) return "forbidden";
  if (never && never.includes(caller.kind)) return "forbidden";
  // It is another's.
  if (path === "bulk.progress" || path === "bulk.cancel") {
    return may("undo.any") ? "ok" : "operation_not_found";
  }
  // What they take back here is another's.
  if (needs === "undo.own" && !may("undo.any")) return "undo_not_yours";
  return "ok";
}

it("has a line for every procedure of the router", () => {
  expect(Object.keys(appRouter._def.procedures).toSorted()).toEqual(paths.toSorted());
});

describeEachDatabase("who may call what", (database) => {
  let api: TestApi;
  beforeAll(async () => {
    api = await anApi(database());
  });
  afterAll(() => api.stop());

  const settings: [string, Partial<WorkspaceSettings>][] = [
    ["the default settings", {}],
    ["agents who may not create but edit", { agentsMayCreate: false, agentsMayEdit: true }],
  ];
  const roles: Role[] = ["viewer", "agent", "admin", "owner"];

  describe.each(settings)("with %s", (_, set) => {
    let workspace: TestWorkspace;
    beforeAll(async () => {
      workspace = await aWorkspace(database(), { kernel: api.services.kernel, settings: set });
      await aStoredMember(workspace, "owner");
    });

    async function expectMatrix(caller: Caller, may: (permission: Permission) => boolean): Promise<void> {
      const wrong: string[] = [];
      for (const path of paths) {
        const answer = await api.call(path, await inputFor(path, workspace), caller.headers);
        const expected = expectedCode(path, caller, may);
        if (answer.code !== expected) wrong.push(`${path}: ${answer.code}, not ${expected}`);
      }
      expect(wrong).toEqual([]);
    }
    const by = (role: Role) => (permission: Permission) =>
      can(role, permission, { ...defaultSettings, ...set });

    it.each(roles)("holds for a member: %s", async (role) => {
      const member = await aStoredMember(workspace, role);
      const headers = await api.signIn(member, workspace.slug);
      await expectMatrix({ kind: "member", role, headers }, by(role));
    });

    it.each(["viewer", "agent", "admin"] as const)("holds for a panel: %s", async (role) => {
      const inPanel = (permission: Permission) =>
        canInPanel(role, permission, { ...defaultSettings, ...set });
      await expectMatrix(await aPanelSession(workspace, role), inPanel);
    });
  });

  it(
    "holds for an API key without scopes, and for one with each scope alone",
    { timeout: 120_000 },
    async () => {
      const workspace = await aWorkspace(database(), { kernel: api.services.kernel });
      await aStoredMember(workspace, "owner");
      for (const scope of ["", ...permissions]) {
        const caller = await aKeyWith(workspace, scope);
        for (const path of paths) {
          const answer = await api.call(path, await inputFor(path, workspace), caller.headers);
          const expected = expectedCode(path, caller, (permission) => permission === scope);
          expect([scope, path, answer.code]).toEqual([scope, path, expected]);
        }
      }
    },
  );

  it(
    "gives a key with the scope all everything but members, keys and the audit log",
    { timeout: 60_000 },
    async () => {
      const workspace = await aWorkspace(database(), { kernel: api.services.kernel });
      await aStoredMember(workspace, "owner");
      const caller = await aKeyWith(workspace, "all");
      for (const path of paths) {
        const answer = await api.call(path, await inputFor(path, workspace), caller.headers);
        const may = (permission: Permission) => !/^(members|keys|activity)\./.test(permission);
        expect([path, answer.code]).toEqual([path, expectedCode(path, caller, may)]);
      }
    },
  );

  it(
    "answers a stranger only what is public, and a stranger's slug like no slug at all",
    { timeout: 60_000 },
    async () => {
      const workspace = await aWorkspace(database(), { kernel: api.services.kernel });
      await aStoredMember(workspace, "owner");
      const elsewhere = await aWorkspace(database(), { kernel: api.services.kernel });
      const owner = await aStoredMember(elsewhere, "owner");
      const signedIn = await api.signIn(owner, workspace.slug);
      for (const path of paths) {
        const input = await inputFor(path, workspace);
        for (const headers of [{}, { authorization: `Bearer ${newToken()}`, origin: publicUrl }]) {
          const { code } = await api.call(path, input, headers);
          const expected = expectedCode(path, { kind: "stranger", headers }, () => false);
          const session =
            "authorization" in headers &&
            expected === "unauthenticated" &&
            procedures[path].needs !== "session";
          if (procedures[path].needs !== "public" || !("authorization" in headers)) {
            expect([path, code]).toEqual([path, session ? "session_expired" : expected]);
          }
        }
        if (["public", "session"].includes(procedures[path].needs)) continue;
        const there = await api.call(path, input, signedIn);
        const nowhere = await api.call(path, input, { ...signedIn, "x-tagdeck-workspace": "no-such-place" });
        expect([path, there.code, there.details]).toEqual([path, "workspace_not_found", {}]);
        expect(there).toEqual(nowhere);
      }
    },
  );
});
