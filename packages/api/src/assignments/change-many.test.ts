import { DomainError } from "@tagdeck/core/errors";
import type { ChangeTagsOfMany } from "@tagdeck/core/assignments/inputs";
import type { KyselyPlugin } from "kysely";
import { expect, it } from "vitest";
import { contactHistory } from "../contacts/history.ts";
import { getContacts } from "../contacts/service.ts";
import type { Principal } from "../context.ts";
import * as tags from "../tags/store.ts";
import * as uses from "../tags/uses.ts";
import { describeEachDatabase } from "../testing/databases.ts";
import {
  aContact,
  aMember,
  aPanel,
  aTag,
  aWorkspace,
  claims,
  type TestWorkspace,
} from "../testing/fixtures.ts";
import { changeTagsOfMany } from "./change-many.ts";
import { changeTags } from "./service.ts";

const agent = aMember("agent");

type Change = { contacts: ChangeTagsOfMany["contacts"]; add?: number[]; remove?: number[]; create?: string };

function change(workspace: TestWorkspace, { contacts, add, remove, create }: Change, who: Principal = agent) {
  return workspace.write(who, (ctx) =>
    changeTagsOfMany(ctx, {
      contacts,
      add: add ?? [],
      remove: remove ?? [],
      ...(create !== undefined && { create: { name: create } }),
    }),
  );
}

async function some(workspace: TestWorkspace, n: number) {
  const made = { contacts: [] as { id: number }[], names: [] as string[], tags: [] as number[] };
  for (let i = 0; i < n; i += 1) {
    const row = await aContact(workspace);
    made.contacts.push({ id: row.id });
    made.names.push(row.external_id);
    made.tags.push((await aTag(workspace)).id);
  }
  return made;
}

const tagsOf = async (workspace: TestWorkspace, contacts: ChangeTagsOfMany["contacts"]) =>
  (await workspace.read(agent, (ctx) => getContacts(ctx, contacts))).contacts.map((contact) =>
    contact.tags.map(({ id }) => id).toSorted((a, b) => a - b),
  );

const stored = (workspace: TestWorkspace, table: "contact" | "operation" | "tag_event" | "change" | "tag") =>
  workspace.read(agent, (ctx) =>
    ctx.db.selectFrom(table).selectAll().where("workspace_id", "=", workspace.id).execute(),
  );

describeEachDatabase("changing the tags of several contacts", (database) => {
  it("says what really changed, for each contact once and in the order asked", async () => {
    const workspace = await aWorkspace(database());
    const { contacts, names, tags: ids } = await some(workspace, 3);
    const [a = 0, b = 0, c = 0] = ids;
    const [one = "", two = "", three = ""] = names;
    const [, second = { id: 0 }] = contacts;
    await workspace.write(agent, (ctx) => changeTags(ctx, { contact: second, add: [a, b], remove: [] }));
    const result = await change(workspace, {
      contacts: [{ externalId: three }, ...contacts, { externalId: one }],
      add: [a, c, a],
      remove: [b, 900_000_001],
    });
    expect(result.contacts.map(({ externalId }) => externalId)).toEqual([three, one, two]);
    expect(result.contacts.map((contact) => contact.tags.map(({ id }) => id).toSorted())).toEqual(
      Array.from({ length: 3 }, () => [a, c].toSorted()),
    );
    expect(result.changes).toEqual([
      { contact: three, kind: "added", tagId: a },
      { contact: three, kind: "added", tagId: c },
      { contact: one, kind: "added", tagId: a },
      { contact: one, kind: "added", tagId: c },
      { contact: two, kind: "removed", tagId: b },
      { contact: two, kind: "added", tagId: c },
    ]);
    expect(result.skipped).toEqual([]);
    const counts = await workspace.read(agent, (ctx) => tags.counts(ctx));
    expect([a, b, c].map((id) => counts.get(id) ?? 0)).toEqual([3, 0, 3]);

    const again = await change(workspace, { contacts, add: [a, c], remove: [b] });
    expect(again).toEqual({
      operationId: null,
      contacts: [result.contacts[1], result.contacts[2], result.contacts[0]],
      changes: [],
      skipped: [],
    });
    expect(await stored(workspace, "operation")).toHaveLength(1);
  });

  it("is in each contact's history and in the feed like a change of that contact alone", async () => {
    const workspace = await aWorkspace(database());
    const { contacts, tags: ids } = await some(workspace, 2);
    const [a = 0] = ids;
    await change(workspace, { contacts, add: [a] });
    for (const contact of contacts) {
      const { items } = await workspace.read(agent, (ctx) => contactHistory(ctx, { contact, limit: 10 }));
      expect(items).toMatchObject([
        {
          kind: "added",
          tag: { id: a },
          actor: { kind: "member", isYou: true },
          source: "agent",
          undo: false,
        },
      ]);
    }
    const events = await stored(workspace, "tag_event");
    const changes = (await stored(workspace, "change")).filter(
      (row) => "contact_id" in row && row.contact_id,
    );
    expect(events.map((row) => ("seq" in row ? row.seq : 0)).toSorted()).toEqual(
      changes.map((row) => ("id" in row ? row.id : 0)).toSorted(),
    );
  });

  it("counts each tag once as used, to however many it was given, and nothing that a key gave", async () => {
    const workspace = await aWorkspace(database());
    const { contacts, tags: ids } = await some(workspace, 3);
    const [a = 0, b = 0, c = 0] = ids;
    await change(workspace, { contacts, add: [a, b] });
    await change(workspace, { contacts, add: [b], remove: [a] });
    const key: Principal = { kind: "key", keyId: 1, name: "Sync", permissions: new Set(["tags.apply"]) };
    await change(workspace, { contacts, add: [c] }, key);
    const rows = await workspace.read(agent, (ctx) =>
      ctx.db.selectFrom("tag_use").select(["tag_id", "n"]).where("workspace_id", "=", workspace.id).execute(),
    );
    expect(rows.toSorted((x, y) => x.tag_id - y.tag_id)).toEqual([
      { tag_id: a, n: 1 },
      { tag_id: b, n: 1 },
    ]);
    expect(await workspace.read(agent, uses.weights)).toHaveProperty("size", 2);
  });

  it("leaves out whole, and names, those who would have too many; the others get theirs", async () => {
    const workspace = await aWorkspace(database(), { settings: { contactTagMax: 2 } });
    const { contacts, names, tags: ids } = await some(workspace, 3);
    const [a = 0, b = 0, c = 0] = ids;
    const [full = { id: 0 }, has = { id: 0 }] = contacts;
    await workspace.write(agent, (ctx) => changeTags(ctx, { contact: full, add: [a, b], remove: [] }));
    await workspace.write(agent, (ctx) => changeTags(ctx, { contact: has, add: [a, c], remove: [] }));
    const before = await tagsOf(workspace, [full]);
    const result = await change(workspace, { contacts, add: [c], create: "New", remove: [b] });
    expect(result.skipped).toEqual([
      { contact: names[0], code: "contact_tags_full", max: 2 },
      { contact: names[1], code: "contact_tags_full", max: 2 },
    ]);
    expect(await tagsOf(workspace, [full])).toEqual(before);
    expect(result.contacts[2]?.tags.map(({ name }) => name)).toContain("New");
    expect(new Set(result.changes.map(({ contact }) => contact))).toEqual(new Set([names[2]]));
    const swapped = await change(workspace, { contacts: [full], add: [c], remove: [b] });
    expect(swapped.skipped).toEqual([]);
  });

  it("makes neither a tag nor an operation when there is room for it nowhere", async () => {
    const workspace = await aWorkspace(database(), { settings: { contactTagMax: 1 } });
    const { contacts, names, tags: ids } = await some(workspace, 2);
    await change(workspace, { contacts, add: ids.slice(0, 1) });
    const result = await change(workspace, { contacts, create: "New" });
    expect(result).toMatchObject({ operationId: null, changes: [] });
    expect(result.skipped.map(({ contact }) => contact)).toEqual(names);
    expect(await stored(workspace, "tag")).toHaveLength(2);
    expect(await stored(workspace, "operation")).toHaveLength(1);
  });

  it("creates a tag and gives it to all in one step, or does neither", async () => {
    const workspace = await aWorkspace(database());
    const { contacts, tags: ids } = await some(workspace, 3);
    const { changes } = await change(workspace, { contacts, create: "VIP", add: ids.slice(0, 1) });
    expect(changes).toHaveLength(6);
    const taken = change(workspace, { contacts, create: "vip", remove: ids.slice(0, 1) });
    await expect(taken).rejects.toMatchObject({
      code: "tag_name_taken",
      details: { tag: { name: "VIP", contactCount: 3 } },
    });
    const gone = change(workspace, { contacts, add: [900_000_001], remove: ids.slice(0, 1) });
    await expect(gone).rejects.toEqual(new DomainError("tag_not_found", { id: 900_000_001 }));
    const counts = await workspace.read(agent, (ctx) => tags.counts(ctx));
    expect(counts.get(ids[0] ?? 0)).toBe(3);
    const careful = await aWorkspace(database(), { settings: { agentsMayCreate: false } });
    const other = await some(careful, 1);
    const refused = change(careful, { contacts: other.contacts, create: "VIP" });
    await expect(refused).rejects.toMatchObject({ code: "forbidden" });
  });

  it("stores a panel's unknown contacts with their first tag, signed values and all, and not before", async () => {
    const workspace = await aWorkspace(database(), { settings: { contactTagMax: 2 } });
    const signed = claims({ name: "Wang" });
    const panel = aPanel({ claims: signed });
    const known = await some(workspace, 3);
    const contacts = [{ externalId: "crm:new" }, { externalId: signed.externalId }, ...known.contacts];
    const none = await change(workspace, { contacts, remove: known.tags }, panel);
    expect(none.contacts.slice(0, 2)).toMatchObject([{ id: null }, { id: null, name: "Wang" }]);
    const over = await change(workspace, { contacts: contacts.slice(0, 2), add: known.tags }, panel);
    expect(over.skipped).toHaveLength(2);
    expect(await stored(workspace, "contact")).toHaveLength(3);
    const given = await change(workspace, { contacts, add: known.tags.slice(0, 1) }, panel);
    expect(given.changes).toHaveLength(5);
    expect(given.contacts.slice(0, 2)).toMatchObject([
      { externalId: "crm:new", name: null, tags: [{ id: known.tags[0] }] },
      { externalId: signed.externalId, name: "Wang", tags: [{ id: known.tags[0] }] },
    ]);
    expect(await stored(workspace, "contact")).toHaveLength(5);
  });

  it("is refused whole when one of the contacts is not the session's, or not there", async () => {
    const workspace = await aWorkspace(database());
    const { contacts, names, tags: ids } = await some(workspace, 2);
    const limited = aPanel({ contacts: new Set(names.slice(0, 1)) });
    const input = { contacts: names.map((externalId) => ({ externalId })), add: ids };
    await expect(change(workspace, input, limited)).rejects.toEqual(
      new DomainError("contact_not_found", { contact: { externalId: names[1] } }),
    );
    const unknown = [...contacts, { externalId: "crm:nobody" }];
    await expect(change(workspace, { contacts: unknown, add: ids })).rejects.toMatchObject({
      code: "contact_not_found",
    });
    expect(await tagsOf(workspace, contacts)).toEqual([[], []]);
    const mine = await change(workspace, { ...input, contacts: input.contacts.slice(0, 1) }, limited);
    expect(mine.changes).toHaveLength(2);
  });

  it("takes as many statements for a hundred contacts and forty tags as for one and one", async () => {
    const workspace = await aWorkspace(database());
    const ids: number[] = [];
    for (let i = 0; i < 40; i += 1) ids.push((await aTag(workspace)).id);
    const panel = aPanel();
    const contacts = Array.from({ length: 100 }, (_, i) => ({ externalId: `crm:many ${i}` }));
    const statements = async (input: Change) => {
      let n = 0;
      const counting: KyselyPlugin = {
        transformQuery({ node }) {
          // SQLite keeps its few counters one by one.
          if (!JSON.stringify(node).includes('"tag_count"')) n += 1;
          return node;
        },
        transformResult: ({ result }) => Promise.resolve(result),
      };
      const { changes } = await workspace.write(panel, (ctx) =>
        changeTagsOfMany(
          { ...ctx, db: ctx.db.withPlugin(counting) },
          { contacts: input.contacts, add: input.add ?? [], remove: input.remove ?? [] },
        ),
      );
      return [changes.length, n];
    };
    const [first = 0, last = 0] = [ids[0], ids[20]];
    const one = { contacts: [{ externalId: "crm:alone" }] };
    await statements({ ...one, add: [last] });
    const few = await statements({ ...one, add: [first], remove: [last] });
    await statements({ contacts, add: ids.slice(20) });
    const many = await statements({ contacts, add: ids.slice(0, 20), remove: ids.slice(20) });
    expect([few[0], many[0]]).toEqual([2, 4_000]);
    expect(many[1]).toBe(few[1]);
  });
});
