import type { Kysely } from "kysely";
import { afterAll, beforeAll, expect, it } from "vitest";
import * as actors from "./actors/store.ts";
import { changeTagsOfMany } from "./assignments/change-many.ts";
import { changeTags } from "./assignments/service.ts";
import * as grants from "./embed/grant-store.ts";
import * as embed from "./embed/store.ts";
import { createExport } from "./exports/service.ts";
import { createGroup } from "./groups/service.ts";
import * as invitations from "./invitations/store.ts";
import { createKey } from "./keys/service.ts";
import { notify } from "./notifications/notify.ts";
import { deleteTag } from "./tags/service.ts";
import { anApi, type Answer, type TestApi } from "./testing/api.ts";
import { bulkOf } from "./testing/bulk.ts";
import { describeEachDatabase } from "./testing/databases.ts";
import { aContact, aStoredMember, aTag, aWorkspace, system, type TestWorkspace } from "./testing/fixtures.ts";
import { paths, type ProcedurePath } from "./testing/procedures.ts";

const origin = "https://console.of-the-other.example.com";

type Ids = Awaited<ReturnType<typeof fill>>;

/** One of everything that has an id. */
async function fill(workspace: TestWorkspace) {
  const [tag, gone] = [await aTag(workspace), await aTag(workspace)];
  const contact = await aContact(workspace);
  const bulk = await bulkOf(workspace, { contacts: [contact], add: [tag] }, system);
  return workspace.write(system, async (ctx) => {
    const { changes } = await changeTags(ctx, { contact: { id: contact.id }, add: [tag.id], remove: [] });
    const many = await changeTagsOfMany(ctx, {
      contacts: [{ id: contact.id }],
      add: [],
      remove: [],
      create: { name: `Many ${tag.id}` },
    });
    const group = await createGroup(ctx, { name: `Group ${tag.id}`, exclusive: false });
    const { operationId } = await deleteTag(ctx, { id: gone.id });
    const key = await embed.insertKey(ctx, {
      kid: `kid-${tag.id}`,
      alg: "HS256",
      secret: "",
      publicKey: null,
    });
    await embed.addOrigin(ctx, origin);
    await grants.setZendesk(ctx, { audience: "https://acme.zendesk.com", publicKey: "a key" });
    const token = `token of ${ctx.workspace.slug} ${tag.id}`;
    const invitation = await invitations.insert(ctx, {
      email: "new@example.com",
      role: "agent",
      token,
      invitedBy: 1,
    });
    const exported = await createExport(ctx, { kind: "tags", preset: "full", columns: [] });
    const about = { kind: "export", exportId: exported.id, of: "tags", tag: null, file: null } as const;
    await notify(ctx, "somebody", { about, status: "failed" });
    const told = ctx.db.selectFrom("notification").select("id").where("workspace_id", "=", ctx.workspace.id);
    const rows = ctx.db.selectFrom("member").select("id").where("workspace_id", "=", ctx.workspace.id);
    return {
      tag: tag.id,
      bulk,
      gone: gone.id,
      group: group.id,
      contact: contact.id,
      externalId: contact.external_id,
      seq: changes[0]?.seq ?? 0,
      operation: operationId,
      many: many.operationId ?? 0,
      kid: key.kid,
      invitation: invitation.id,
      exported: exported.id,
      notification: (await told.orderBy("id", "desc").executeTakeFirstOrThrow()).id,
      member: (await rows.executeTakeFirstOrThrow()).id,
      actor: await actors.current(ctx),
    };
  });
}

/** What nobody has. */
const none: Ids = {
  tag: 900_000_001,
  gone: 900_000_008,
  group: 900_000_011,
  contact: 900_000_002,
  externalId: "crm:of nobody",
  seq: 900_000_003,
  operation: 900_000_004,
  many: 900_000_007,
  kid: "kid-of-nobody",
  invitation: 900_000_005,
  exported: 900_000_009,
  notification: 900_000_010,
  member: 900_000_006,
  actor: 900_000_009,
  bulk: 900_000_010,
};

type Case = { path: ProcedurePath; input: (theirs: Ids, mine: Ids) => unknown; code: string };

const cases: Case[] = [
  { path: "tags.get", input: ({ tag }) => ({ id: tag }), code: "tag_not_found" },
  { path: "tags.update", input: ({ tag }) => ({ id: tag, name: "Mine now" }), code: "tag_not_found" },
  { path: "tags.delete", input: ({ tag }) => ({ id: tag }), code: "tag_not_found" },
  {
    path: "tags.validityImpact",
    input: ({ tag }) => ({ id: tag, validityDays: 7 }),
    code: "tag_not_found",
  },
  { path: "tags.setValidity", input: ({ tag }) => ({ id: tag, validityDays: 7 }), code: "tag_not_found" },
  { path: "tags.getMany", input: ({ tag }) => ({ ids: [tag] }), code: "ok" },
  { path: "tags.history", input: ({ tag }) => ({ id: tag }), code: "tag_not_found" },
  { path: "tags.trend", input: ({ tag }) => ({ id: tag }), code: "tag_not_found" },
  { path: "tags.impact", input: ({ tag }) => ({ ids: [tag] }), code: "tag_not_found" },
  { path: "tags.near", input: ({ tag }, mine) => ({ name: `Many ${tag}`, except: mine.tag }), code: "ok" },
  {
    path: "tags.deleteMany",
    input: ({ tag }) => ({ ids: [tag], expectedCount: 9 }),
    code: "tag_not_found",
  },
  {
    path: "tags.recolorMany",
    input: ({ tag }) => ({ ids: [tag], color: "#123456" }),
    code: "tag_not_found",
  },
  {
    path: "tags.archive",
    input: ({ tag }) => ({ ids: [tag], expectedCount: 9 }),
    code: "tag_not_found",
  },
  { path: "tags.unarchive", input: ({ tag }) => ({ ids: [tag] }), code: "tag_not_found" },
  {
    path: "tags.ignoreDuplicates",
    input: ({ tag }, mine) => ({ pairs: [[mine.tag, tag]] }),
    code: "tag_not_found",
  },
  {
    path: "tags.unignoreDuplicates",
    input: ({ tag }, mine) => ({ pairs: [[mine.tag, tag]] }),
    code: "ok",
  },
  { path: "tags.aliases", input: ({ tag }) => ({ id: tag }), code: "tag_not_found" },
  { path: "tags.addAlias", input: ({ tag }) => ({ id: tag, name: "Other" }), code: "tag_not_found" },
  { path: "tags.removeAlias", input: ({ tag }) => ({ id: tag, name: "Other" }), code: "tag_not_found" },
  {
    path: "tags.mergePreview",
    input: ({ tag }, mine) => ({ ids: [tag], into: mine.tag }),
    code: "tag_not_found",
  },
  { path: "tags.merge", input: ({ tag }, mine) => ({ ids: [mine.tag], into: tag }), code: "tag_not_found" },
  { path: "groups.update", input: ({ group }) => ({ id: group, name: "Mine now" }), code: "group_not_found" },
  { path: "groups.order", input: ({ group }) => ({ ids: [group] }), code: "group_not_found" },
  { path: "groups.delete", input: ({ group }) => ({ id: group }), code: "group_not_found" },
  { path: "groups.preview", input: ({ group }) => ({ id: group }), code: "group_not_found" },
  {
    path: "groups.preview",
    input: ({ tag }, mine) => ({ id: mine.group, add: [tag] }),
    code: "ok",
  },
  {
    path: "groups.setExclusive",
    input: ({ group }) => ({ id: group, exclusive: true }),
    code: "group_not_found",
  },
  {
    path: "groups.setTags",
    input: ({ group }, mine) => ({ ids: [mine.tag], groupId: group }),
    code: "group_not_found",
  },
  {
    path: "groups.setTags",
    input: ({ tag }, mine) => ({ ids: [tag], groupId: mine.group }),
    code: "tag_not_found",
  },
  { path: "tags.restore", input: ({ gone }) => ({ id: gone }), code: "tag_not_found" },
  { path: "operations.undo", input: ({ operation }) => ({ id: operation }), code: "operation_not_found" },
  { path: "contacts.list", input: ({ tag }) => ({ tagId: tag }), code: "tag_not_found" },
  { path: "contacts.list", input: ({ externalId }) => ({ search: externalId }), code: "ok" },
  { path: "contacts.list", input: ({ tag }) => ({ anyTags: [tag] }), code: "tag_not_found" },
  { path: "contacts.list", input: ({ tag }) => ({ noTags: [tag] }), code: "tag_not_found" },
  { path: "contacts.count", input: ({ tag }) => ({ allTags: [tag] }), code: "tag_not_found" },
  { path: "contacts.count", input: ({ externalId }) => ({ search: externalId }), code: "ok" },
  {
    path: "contacts.erase",
    input: ({ contact }) => ({ contact: { id: contact } }),
    code: "contact_not_found",
  },
  {
    path: "contacts.erase",
    input: ({ externalId }) => ({ contact: { externalId } }),
    code: "contact_not_found",
  },
  { path: "contacts.get", input: ({ contact }) => ({ contact: { id: contact } }), code: "contact_not_found" },
  {
    path: "contacts.get",
    input: ({ externalId }) => ({ contact: { externalId } }),
    code: "contact_not_found",
  },
  {
    path: "contacts.history",
    input: ({ contact }) => ({ contact: { id: contact } }),
    code: "contact_not_found",
  },
  {
    path: "bulk.preview",
    input: ({ tag }, { contact }) => ({ target: { ids: [contact] }, add: [tag] }),
    code: "tag_not_found",
  },
  {
    path: "bulk.start",
    input: ({ tag }, { contact }) => ({ target: { ids: [contact] }, add: [tag], expectedCount: 1 }),
    code: "tag_not_found",
  },
  {
    path: "bulk.start",
    input: ({ contact }, { tag }) => ({ target: { ids: [contact] }, add: [tag], expectedCount: 0 }),
    code: "contact_not_found",
  },
  { path: "bulk.progress", input: ({ bulk }) => ({ operationId: bulk }), code: "operation_not_found" },
  { path: "bulk.cancel", input: ({ bulk }) => ({ operationId: bulk }), code: "operation_not_found" },
  { path: "history.ofTag", input: ({ tag }) => ({ tagId: tag }), code: "tag_not_found" },
  { path: "history.ofTag", input: ({ actor }, { tag }) => ({ tagId: tag, actorId: actor }), code: "ok" },
  { path: "assignments.ending", input: ({ tag }) => ({ tagId: tag, days: 7 }), code: "tag_not_found" },
  { path: "assignments.endingOfTag", input: ({ tag }) => ({ tagId: tag, days: 7 }), code: "tag_not_found" },
  {
    path: "history.countOnDay",
    input: ({ tag }) => ({ tagId: tag, day: "2026-03-01" }),
    code: "tag_not_found",
  },
  {
    path: "history.listOnDay",
    input: ({ tag }) => ({ tagId: tag, day: "2026-03-01" }),
    code: "tag_not_found",
  },
  {
    path: "assignments.change",
    input: ({ contact }, { tag }) => ({ contact: { id: contact }, add: [tag] }),
    code: "contact_not_found",
  },
  {
    path: "assignments.change",
    input: ({ tag }, { contact }) => ({ contact: { id: contact }, add: [tag] }),
    code: "tag_not_found",
  },
  {
    path: "assignments.change",
    input: ({ tag }, { contact }) => ({ contact: { id: contact }, remove: [tag] }),
    code: "ok",
  },
  {
    path: "contacts.getMany",
    input: ({ contact, externalId }, mine) => ({
      contacts: [{ id: mine.contact }, { id: contact }, { externalId }],
    }),
    code: "contact_not_found",
  },
  {
    path: "assignments.changeMany",
    input: ({ contact }, mine) => ({ contacts: [{ id: mine.contact }, { id: contact }], add: [mine.tag] }),
    code: "contact_not_found",
  },
  {
    path: "assignments.changeMany",
    input: ({ tag }, { contact }) => ({ contacts: [{ id: contact }], add: [tag] }),
    code: "tag_not_found",
  },
  {
    path: "assignments.changeMany",
    input: ({ tag }, { contact }) => ({ contacts: [{ id: contact }], remove: [tag] }),
    code: "ok",
  },
  {
    path: "assignments.extend",
    input: ({ contact }, { tag }) => ({ contact: { id: contact }, tagIds: [tag], to: { by: "never" } }),
    code: "contact_not_found",
  },
  {
    path: "assignments.extend",
    input: ({ tag }, { contact }) => ({ contact: { id: contact }, tagIds: [tag], to: { by: "never" } }),
    code: "tag_not_found",
  },
  {
    path: "assignments.extendMany",
    input: ({ contact }, mine) => ({
      contacts: [{ id: mine.contact }, { id: contact }],
      tagIds: [mine.tag],
      to: { by: "days", days: 7 },
    }),
    code: "contact_not_found",
  },
  {
    path: "assignments.extendMany",
    input: ({ tag }, { contact }) => ({ contacts: [{ id: contact }], tagIds: [tag], to: { by: "rule" } }),
    code: "tag_not_found",
  },
  { path: "operations.undo", input: ({ many }) => ({ id: many }), code: "operation_not_found" },
  {
    path: "assignments.undo",
    input: ({ contact, seq }) => ({ contact: { id: contact }, seqs: [seq] }),
    code: "contact_not_found",
  },
  {
    path: "assignments.undo",
    input: ({ seq }, { contact }) => ({ contact: { id: contact }, seqs: [seq] }),
    code: "operation_not_found",
  },
  {
    path: "members.changeRole",
    input: ({ member }) => ({ id: member, role: "owner" }),
    code: "member_not_found",
  },
  { path: "members.remove", input: ({ member }) => ({ id: member }), code: "member_not_found" },
  {
    path: "members.revokeInvitation",
    input: ({ invitation }) => ({ id: invitation }),
    code: "invitation_not_found",
  },
  { path: "exports.create", input: ({ tag }) => ({ kind: "contacts", tagId: tag }), code: "tag_not_found" },
  { path: "exports.get", input: ({ exported }) => ({ id: exported }), code: "export_not_found" },
  { path: "exports.cancel", input: ({ exported }) => ({ id: exported }), code: "export_not_found" },
  { path: "notifications.read", input: ({ notification }) => ({ ids: [notification] }), code: "ok" },
  {
    path: "embed.testToken",
    input: ({ kid }) => ({ kid, origin, externalId: "crm:1", role: "agent" }),
    code: "panel_key_not_found",
  },
  { path: "embed.revokeKey", input: ({ kid }) => ({ kid }), code: "panel_key_not_found" },
  { path: "embed.removeOrigin", input: () => ({ origin }), code: "ok" },
  { path: "embed.removeZendesk", input: () => ({}), code: "ok" },
  { path: "activity.list", input: ({ actor }) => ({ actor }), code: "ok" },
  {
    path: "feed.subscribe",
    input: ({ contact }, mine) => ({ follow: [{ contacts: [{ id: mine.contact }, { id: contact }] }] }),
    code: "contact_not_found",
  },
  {
    path: "feed.subscribe",
    input: ({ contact }) => ({ contact: { id: contact } }),
    code: "contact_not_found",
  },
];

/** Procedures whose input names nothing of a workspace, or that take a link's secret instead. */
const withoutIds: ProcedurePath[] = [
  "session.get",
  "session.methods",
  "session.account",
  "session.end",
  "session.endOthers",
  "setup.get",
  "setup.complete",
  "invitations.get",
  "invitations.accept",
  "workspace.get",
  "workspace.update",
  "workspace.zoneImpact",
  "tags.list",
  "tags.index",
  "tags.suggest",
  "tags.duplicates",
  "tags.ignoredDuplicates",
  "tags.hygiene",
  "tags.create",
  "notifications.list",
  "members.list",
  "operations.list",
  "members.invite",
  "embed.get",
  "embed.createKey",
  "embed.addOrigin",
  "embed.setZendesk",
  "embed.openFrame",
  "groups.list",
  "groups.create",
  "activity.people",
  "insights.get",
  "history.people",
];

it("has a case for every procedure that takes an id", () => {
  const covered = new Set([...cases.map(({ path }) => path), ...withoutIds]);
  expect([...covered].toSorted()).toEqual(paths.toSorted());
});

describeEachDatabase("another workspace's ids", (database) => {
  let api: TestApi;
  let mine: TestWorkspace;
  let theirs: TestWorkspace;
  let ids: { mine: Ids; theirs: Ids };
  let callers: [string, Record<string, string>][];
  beforeAll(async () => {
    api = await anApi(database());
    const { kernel } = api.services;
    [mine, theirs] = [await aWorkspace(database(), { kernel }), await aWorkspace(database(), { kernel })];
    const owner = await aStoredMember(mine, "owner");
    await aStoredMember(theirs, "owner");
    // Ids differ between the workspaces only if the other has more rows.
    await fill(theirs);
    ids = { mine: await fill(mine), theirs: await fill(theirs) };
    const key = await createKey(kernel, { workspace: mine.slug, name: "Sync", scopes: "all" });
    callers = [
      ["owner", await api.signIn(owner, mine.slug)],
      ["key", { authorization: `Bearer ${key}` }],
    ];
  });
  afterAll(() => api.stop());

  it.each(cases)("are to $path what nobody has: $code", async ({ path, input, code }) => {
    const before = await dump(theirs);
    for (const [name, headers] of callers) {
      const answer = await api.call(path, input(ids.theirs, ids.mine), headers);
      const unknown = await api.call(path, input(none, ids.mine), headers);
      expect([name, answer.code]).toEqual([
        name,
        name === "key" && answer.code === "forbidden" ? "forbidden" : code,
      ]);
      expect(wordFor(answer, ids.theirs)).toEqual(wordFor(unknown, none));
    }
    expect(await dump(theirs)).toEqual(before);
  });

  it("are found by their own workspace", async () => {
    const dumped = JSON.parse(await dump(theirs)) as Record<string, unknown[]>; // safe because dump makes it
    for (const table of ["tag", "contact", "contact_tag", "operation", "embed_key", "invitation", "member"]) {
      expect([table, dumped[table]?.length ?? 0]).not.toEqual([table, 0]);
    }
  });
});

/** An answer in which the ids that were asked for are the same word, whatever they were. */
function wordFor({ status, code, data, details }: Answer, ids: Ids): unknown {
  const asked = new Set<unknown>(Object.values(ids));
  const told = JSON.stringify(details, (_, value: unknown) => (asked.has(value) ? "ID" : value));
  return { status, code, data, told };
}

/** All rows of a workspace, of every table that has workspaces. */
async function dump({ kernel, id }: TestWorkspace): Promise<string> {
  return kernel.database.read(id, async (db) => {
    const tables = (await db.introspection.getTables()).filter(
      ({ name: table, isView, columns }) =>
        // Counts wander from one table into another by themselves; their sum is below.
        !isView && !table.startsWith("tag_count") && columns.some(({ name }) => name === "workspace_id"),
    );
    // safe because the tables are asked for by the names just read
    const any = db as unknown as Kysely<Record<string, { workspace_id: number }>>;
    const rows: Record<string, string[]> = {};
    for (const { name } of tables) {
      const found = await any.selectFrom(name).selectAll().where("workspace_id", "=", id).execute();
      rows[name] = found.map((row) => JSON.stringify(row)).toSorted();
    }
    const counts = db
      .selectFrom("tag_count_live")
      .select(["tag_id", (eb) => eb.fn.sum("n").as("n")])
      .where("workspace_id", "=", id);
    const summed = await counts.groupBy("tag_id").orderBy("tag_id").execute();
    return JSON.stringify({ ...rows, counts: summed });
  });
}
