import { rmSync } from "node:fs";
import type { ChangeResult, ManyChangeResult } from "../packages/core/src/assignments/change.ts";
import type { Contact, ContactListItem, HistoryEntry } from "../packages/core/src/contacts/contact.ts";
import type { Tag } from "../packages/core/src/tags/tag.ts";
import { expect, test } from "vitest";
import { signIn, type Api } from "./api.ts";
import { startServer } from "./server.ts";

type Done = {
  acknowledged: number;
  has: Map<number, string>;
  removed: Set<number>;
  open: number | null;
};
type Writer = Done & { contact: number };
type Team = Done & { contacts: number[] };

const nothingDone = (): Done => ({ acknowledged: 0, has: new Map(), removed: new Set(), open: null });

const enough = 400;

test("kill -9 in the middle of writes loses nothing that was acknowledged and leaves nothing half done", async () => {
  const first = await startServer();
  try {
    const api = await signIn(first.url, "admin@example.com");
    const { items } = await api.query<{ items: ContactListItem[] }>("contacts.list", { limit: 18 });
    const ids = items.map(({ id }) => id);
    const writers = ids.slice(0, 8).map((contact): Writer => ({ contact, ...nothingDone() }));
    const team = { contacts: ids.slice(8), ...nothingDone() };
    const before = new Map<number, number>();
    for (const id of ids) before.set(id, (await historyOf(api, id)).length);

    const done = () => writers.reduce((sum, { acknowledged }) => sum + acknowledged, 0);
    const writing = writers.map((writer, index) => write(api, writer, `kill ${index}`));
    writing.push(writeMany(api, team));
    await expect.poll(done, { timeout: 30_000 }).toBeGreaterThan(enough);
    await first.end("SIGKILL");
    await Promise.all(writing);

    const second = await startServer({ folder: first.folder, ports: first.ports });
    try {
      const again = await signIn(second.url, "admin@example.com");
      await expectAllKept(again, writers, before);
      await expectAllOrNone(again, team, before);
    } finally {
      await second.stop();
    }
  } finally {
    await first.end("SIGKILL");
    rmSync(first.folder, { recursive: true, force: true });
  }
});

/** Creates tags on a contact and takes every other one off again, until the server does not answer any more. */
async function write(api: Api, writer: Writer, name: string): Promise<void> {
  const contact = { id: writer.contact };
  try {
    for (let at = 0; ; at += 1) {
      const { changes } = await api.mutate<ChangeResult>("assignments.change", {
        contact,
        create: { name: `${name} ${at}` },
      });
      const tagId = changes[0]?.tagId ?? expect.unreachable("nothing was added");
      writer.has.set(tagId, `${name} ${at}`);
      writer.acknowledged += 1;
      if (at % 2 === 0 && writer.has.size < 40) continue;
      writer.open = tagId;
      await api.mutate("assignments.change", { contact, remove: [tagId] });
      writer.has.delete(tagId);
      writer.removed.add(tagId);
      writer.acknowledged += 1;
      writer.open = null;
    }
  } catch {
    // the server is gone
  }
}

/** Creates tags on several contacts at once and undoes every other, until the server does not answer any more. */
async function writeMany(api: Api, team: Team): Promise<void> {
  const contacts = team.contacts.map((id) => ({ id }));
  try {
    for (let at = 0; ; at += 1) {
      const create = { name: `team ${at}` };
      const made = await api.mutate<ManyChangeResult>("assignments.changeMany", { contacts, create });
      const tagId = made.changes[0]?.tagId ?? expect.unreachable("nothing was added");
      team.has.set(tagId, create.name);
      team.acknowledged += 1;
      if (at % 2 === 0 && team.has.size < 40) continue;
      team.open = tagId;
      await api.mutate("operations.undo", { id: made.operationId });
      team.has.delete(tagId);
      team.removed.add(tagId);
      team.acknowledged += 1;
      team.open = null;
    }
  } catch {
    // the server is gone
  }
}

/** Each of the tags is on all of the contacts, or on none and then gone; and so are the entries of their histories. */
async function expectAllOrNone(api: Api, team: Team, before: Map<number, number>): Promise<void> {
  expect(team.acknowledged).toBeGreaterThan(enough / 40);
  const counts = await countsOf(api, "team ");
  expect(new Set(counts.values())).toEqual(new Set([team.contacts.length]));
  expect([...team.has.keys()].filter((tagId) => tagId !== team.open && !counts.has(tagId))).toEqual([]);
  expect([...team.removed].filter((tagId) => counts.has(tagId))).toEqual([]);
  const entries = new Set<number>();
  for (const id of team.contacts) {
    const { contact } = await api.query<{ contact: Contact }>("contacts.get", { contact: { id } });
    const there = contact.tags.filter(({ name }) => name.startsWith("team ")).map((tag) => tag.id);
    expect(new Set(there)).toEqual(new Set(counts.keys()));
    entries.add((await historyOf(api, id)).length - (before.get(id) ?? 0));
  }
  expect(entries.size).toBe(1);
  for (const n of entries) expect([team.acknowledged, team.acknowledged + 1]).toContain(n);
}

async function expectAllKept(api: Api, writers: Writer[], before: Map<number, number>): Promise<void> {
  const counts = await countsOf(api, "kill ");
  for (const { contact: id, has, removed, open, acknowledged } of writers) {
    const { contact } = await api.query<{ contact: Contact }>("contacts.get", { contact: { id } });
    const there = new Map(contact.tags.map((tag) => [tag.id, tag.name]));

    // A removal that was on its way may have happened or not; whatever was answered has.
    const missing = [...has].filter(([tagId]) => tagId !== open && !there.has(tagId));
    expect(missing).toEqual([]);
    expect([...removed].filter((tagId) => there.has(tagId))).toEqual([]);
    for (const tagId of [...has.keys(), ...removed]) expect(counts.get(tagId)).toBe(there.has(tagId) ? 1 : 0);

    const entries = (await historyOf(api, id)).length - (before.get(id) ?? 0);
    expect([acknowledged, acknowledged + 1]).toContain(entries);
  }
}

async function countsOf(api: Api, search: string): Promise<Map<number, number>> {
  const counts = new Map<number, number>();
  let cursor: string | null = null;
  do {
    const page: { items: Tag[]; nextCursor: string | null } = await api.query("tags.list", {
      search,
      limit: 200,
      cursor,
    });
    for (const tag of page.items) counts.set(tag.id, tag.contactCount ?? 0);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return counts;
}

async function historyOf(api: Api, id: number): Promise<HistoryEntry[]> {
  const entries: HistoryEntry[] = [];
  let cursor: string | null = null;
  do {
    const page: { items: HistoryEntry[]; nextCursor: string | null } = await api.query("contacts.history", {
      contact: { id },
      limit: 100,
      cursor,
    });
    entries.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return entries;
}
