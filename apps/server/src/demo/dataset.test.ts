import { parseTagName, tagKey } from "@tagdeck/core/tags/name";
import { knownContacts, newContact } from "@tagdeck/console/contacts";
import { describe, expect, test } from "vitest";
import { type DemoDataset, demoDataset } from "./dataset.ts";
import { stories } from "./stories.ts";

const day = 24 * 60 * 60_000;
const now = Date.UTC(2026, 10, 22, 3, 30);

describe("demoDataset", () => {
  const { tags, contacts, events } = demoDataset(now);

  test("holds 40 tags, 500 contacts and a history worth reading", () => {
    expect(tags).toHaveLength(40);
    expect(contacts).toHaveLength(500);
    expect(events.length).toBeGreaterThan(1_200);
  });

  test("is the same for the same instant", () => {
    expect(demoDataset(now)).toEqual({ tags, contacts, events });
  });

  test("keeps people and tags when it is made at another instant", () => {
    const later = demoDataset(now + 400 * day);
    const people = (of: DemoDataset) => of.contacts.map((contact) => ({ ...contact, createdAt: 0 }));
    expect(people(later)).toEqual(people({ tags, contacts, events }));
    expect(later.events).toHaveLength(events.length);
  });

  test("has only valid tag names, no two of them with one key", () => {
    for (const { name } of tags) expect(parseTagName(name)).toBe(name);
    expect(new Set(tags.map(({ name }) => tagKey(name))).size).toBe(tags.length);
  });

  test.each([
    ["VIP", "V.I.P."],
    ["refund", "Refunds"],
    ["follow-up", "follow up"],
    ["台灣", "台湾"],
    ["ハガキ", "はがき"],
    ["email", "e-mail"],
    ["Café partner", "Cafe partner"],
  ])("has the near-duplicates %s and %s, both in use", (one, other) => {
    for (const name of [one, other]) {
      const index = tags.findIndex((tag) => tag.name === name);
      expect(events.some(({ tag }) => tag === index)).toBe(true);
    }
  });

  test("has contacts with an external id, e-mail address and phone number of their own", () => {
    expect(new Set(contacts.map(({ externalId }) => externalId)).size).toBe(500);
    for (const field of ["email", "phone"] as const) {
      const values = contacts.map((contact) => contact[field]).filter((value) => value !== null);
      expect(new Set(values).size).toBe(values.length);
    }
    for (const { externalId, email, phone, createdAt } of contacts) {
      expect(externalId).toMatch(/^crm:\d{5}$/);
      expect(email ?? "a.b@example.com").toMatch(/^[a-z]+\.[a-z]+@example\.com$/);
      expect(phone ?? "+447700900100").toMatch(/^\+[1-9]\d{7,14}$/);
      expect(createdAt).toBeLessThan(now);
    }
  });

  test("knows everyone of the demo conversations but the newcomer", () => {
    const ids = contacts.map(({ externalId }) => externalId);
    expect(ids).toEqual(expect.arrayContaining(knownContacts.map(({ externalId }) => externalId)));
    expect(ids).not.toContain(newContact.externalId);
    const names = tags.map(({ name }) => name);
    for (const [externalId, episodes] of Object.entries(stories)) {
      expect(ids).toContain(externalId);
      for (const { tag } of episodes) expect(names).toContain(tag);
    }
  });

  // Both sides of a weekend: moving an event off a Saturday must not turn two events round.
  test.each([0, 1, 2, 3, 4, 5, 6])("tells a consistent history on day %i of the week", (shift) => {
    const nowMs = now + shift * day;
    const dataset = demoDataset(nowMs);
    const live = dataset.contacts.map(() => new Set<number>());
    let before = nowMs - 90 * day;
    for (const { contact, tag, kind, at } of dataset.events) {
      expect(at).toBeGreaterThanOrEqual(before);
      expect(at).toBeLessThanOrEqual(nowMs);
      expect(at).toBeGreaterThan(dataset.contacts[contact]?.createdAt ?? Infinity);
      expect(at).toBeGreaterThanOrEqual(dataset.tags[tag]?.createdAt ?? Infinity);
      expect(live[contact]?.has(tag)).toBe(kind === "removed");
      if (kind === "added") live[contact]?.add(tag);
      else live[contact]?.delete(tag);
      expect(live[contact]?.size).toBeLessThanOrEqual(8);
      before = at;
    }
  });

  test("uses some tags a lot, some hardly, one never", () => {
    const counts = tags.map((_, index) => events.filter(({ tag }) => tag === index).length);
    expect(Math.max(...counts)).toBeGreaterThan(100);
    expect(counts.filter((count) => count > 0 && count < 25).length).toBeGreaterThan(8);
    expect(counts.filter((count) => count === 0)).toHaveLength(1);
  });

  test("happens mostly in working hours", () => {
    const inHours = events.filter(({ at }) => {
      const hour = new Date(at + 8 * 60 * 60_000).getUTCHours();
      return hour >= 9 && hour < 19;
    });
    expect(inHours.length / events.length).toBeGreaterThan(0.85);
  });
});
