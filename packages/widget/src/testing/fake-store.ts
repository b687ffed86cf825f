import type { AppliedChange } from "@tagdeck/core/assignments/change";
import type { Contact, HistoryEntry } from "@tagdeck/core/contacts/contact";
import { defaultTagColor } from "@tagdeck/core/tags/color";
import { tagKey } from "@tagdeck/core/tags/name";
import { matchRank } from "@tagdeck/core/tags/search";
import { similarTo } from "@tagdeck/core/tags/similar";
import type { Tag } from "@tagdeck/core/tags/tag";

const stays = { kind: "permanent", validityDays: null, archivedAt: null } as const;
const countOf = ({ contactCount }: Tag) => contactCount ?? 0;

/** Tags and contacts in memory, with their history. */
export function createFakeStore() {
  const tags = new Map<number, Tag>();
  const contacts = new Map<string, Contact>();
  const history = new Map<string, HistoryEntry[]>();
  let ids = 0;
  let clock = Date.now();
  const newId = () => (ids += 1);
  const isoNow = () => new Date((clock += 1)).toISOString();

  function tag(name: string, contactCount = 0, color = defaultTagColor(tagKey(name))): Tag {
    const at = isoNow();
    const made: Tag = {
      ...stays,
      id: newId(),
      name,
      color,
      description: "",
      contactCount,
      createdAt: at,
      updatedAt: at,
    };
    tags.set(made.id, made);
    return made;
  }
  function contact(externalId: string, fields: Partial<Contact> = {}, names: string[] = []): Contact {
    const at = isoNow();
    const blank = {
      email: null,
      phone: null,
      channel: null,
      attributes: {},
      tags: [],
      createdAt: at,
      updatedAt: at,
    };
    const made: Contact = { id: newId(), externalId, name: externalId, ...blank, ...fields };
    contacts.set(externalId, made);
    for (const name of names) apply(made, [...tags.values()].find((one) => one.name === name) ?? tag(name));
    return made;
  }

  function record(of: Contact, kind: HistoryEntry["kind"], one: Tag, undo = false): AppliedChange {
    const seq = newId();
    const { id, name, color } = one;
    const entry: HistoryEntry = {
      seq,
      kind,
      at: isoNow(),
      tag: { id, name, color, deleted: false },
      actor: { kind: "panel", name: "Ann", isYou: true },
      source: "agent",
      origin: null,
      until: null,
      undo,
      undone: false,
    };
    history.set(of.externalId, [entry, ...(history.get(of.externalId) ?? [])]);
    return { seq, kind: kind === "removed" ? "removed" : "added", tagId: id };
  }
  function apply(to: Contact, one: Tag, undo = false): AppliedChange[] {
    if (to.tags.some(({ id }) => id === one.id)) return [];
    const { id, name, color } = one;
    to.tags = [{ id, name, color, taggedAt: isoNow(), expiresAt: null, expiry: "rule" }, ...to.tags];
    one.contactCount = countOf(one) + 1;
    return [record(to, "added", one, undo)];
  }
  function take(from: Contact, one: Tag, undo = false): AppliedChange[] {
    if (!from.tags.some(({ id }) => id === one.id)) return [];
    from.tags = from.tags.filter(({ id }) => id !== one.id);
    one.contactCount = countOf(one) - 1;
    return [record(from, "removed", one, undo)];
  }

  function matching(query: string, limit = 50) {
    const key = tagKey(query);
    const all = [...tags.values()];
    const items = all
      .map((one) => ({ one, rank: matchRank(tagKey(one.name), key) }))
      .filter(({ rank }) => rank > 0)
      .toSorted((a, b) => b.rank - a.rank || countOf(b.one) - countOf(a.one))
      .map(({ one }) => one);
    const exact = all.find((one) => tagKey(one.name) === key) ?? null;
    const keyed = all.filter((one) => !items.includes(one)).map((one) => ({ ...one, key: tagKey(one.name) }));
    return {
      items: items.slice(0, limit),
      total: items.length,
      exact,
      similar: exact ? [] : similarTo(query, keyed, 3),
    };
  }

  return { tags, contacts, history, newId, lastId: () => ids, tag, contact, record, apply, take, matching };
}

export type FakeStore = ReturnType<typeof createFakeStore>;
