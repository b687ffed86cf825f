import { shopTime } from "./calendar.ts";
import { type SeededContact, daysSinceJoined } from "./contacts.ts";
import type { Random } from "./random.ts";
import { type Episode, stories } from "./stories.ts";
import type { DemoTag } from "./tags.ts";

export type DemoEvent = {
  /** Index into the dataset's contacts. */
  contact: number;
  /** Index into the dataset's tags. */
  tag: number;
  kind: "added" | "removed";
  /** Epoch milliseconds. */
  at: number;
  /** A panel agent's name, or the role of the demo workspace's own member: "agent" or "admin". */
  by: string;
  source: "agent" | "admin";
};

// An event moved off a weekend goes back by up to two days: between two of one tag lie at least three.
const gap = 3;
const windowDays = 90 - gap;
const maxTags = 8;

/** Who tagged whom with what over the last 90 days, oldest first. */
export function demoHistory(
  tags: DemoTag[],
  contacts: SeededContact[],
  nowMs: number,
  random: Random,
): DemoEvent[] {
  const tagIndex = new Map(tags.map(({ name }, index) => [name, index]));
  const events: DemoEvent[] = [];
  for (const [index, contact] of contacts.entries()) {
    let moment = { minuteOfDay: 0, weekendToo: false };
    let lastAdded: number | undefined;
    for (const episode of stories[contact.externalId] ?? episodes(tags, contact, random)) {
      // Two tags in one sitting: the second follows within the minute.
      moment =
        lastAdded === episode.added
          ? { ...moment, minuteOfDay: moment.minuteOfDay + 0.2 + random.next() * 0.6 }
          : timeOfDay(random);
      lastAdded = episode.added;
      const by = episode.by ?? person(contact, random);
      const event = { contact: index, tag: tagIndex.get(episode.tag) ?? 0 };
      events.push({
        ...event,
        kind: "added",
        at: shopTime(nowMs, { daysAgo: episode.added, ...moment }),
        ...actor(by),
      });
      if (episode.removed === undefined) continue;
      const at = shopTime(nowMs, { daysAgo: episode.removed, ...timeOfDay(random) });
      events.push({ ...event, kind: "removed", at, ...actor(by) });
    }
  }
  return events.toSorted((a, b) => a.at - b.at || a.contact - b.contact || a.tag - b.tag);
}

function episodes(tags: DemoTag[], contact: SeededContact, random: Random): Episode[] {
  const longestAgo = Math.min(windowDays, daysSinceJoined(contact) - gap);
  const wanted = random.pick([0, 1, 2, 2, 3, 3, 3, 4, 4, 5, 6, maxTags]);
  if (longestAgo < 1) return [];

  const left = tags.map((tag) => ({ tag, weight: tag.weight * fit(tag, contact) }));
  const chosen: Episode[] = [];
  let added = random.between(1, longestAgo);
  while (chosen.length < wanted) {
    if (!random.chance(0.3)) added = random.between(1, longestAgo);
    const tag = draw(left, random);
    if (tag === undefined) break;
    const goes = added > gap && random.chance(0.22);
    chosen.push(goes ? { tag, added, removed: random.between(1, added - gap) } : { tag, added });
  }
  return chosen;
}

function draw(left: { tag: DemoTag; weight: number }[], random: Random): string | undefined {
  const total = left.reduce((sum, { weight }) => sum + weight, 0);
  let point = random.next() * total;
  const found = left.find(({ weight }) => (point -= weight) < 0);
  if (found === undefined) return undefined;
  found.weight = 0;
  return found.tag.name;
}

function fit(tag: DemoTag, { attributes }: SeededContact): number {
  if (tag.language !== undefined && tag.language !== attributes.language) return 0;
  if (tag.name === "First order" && attributes.orders !== "1") return 0;
  if (tag.name === "Repeat buyer" && attributes.orders === "1") return 0;
  if (tag.plan !== undefined) return tag.plan === attributes.plan ? 4 : 0.15;
  return tag.language === undefined ? 1 : 2;
}

function person({ attributes }: SeededContact, random: Random): string {
  if (random.chance(0.15)) return "admin";
  if (random.chance(0.15)) return "agent";
  if (attributes.language === "ja") return "Kenji Sato";
  if (attributes.language === "zh-TW") return "Mia Chen";
  return random.pick(["Sofia Rossi", "Sofia Rossi", "Mia Chen", "Kenji Sato"]);
}

function actor(by: string): { by: string; source: "agent" | "admin" } {
  return { by, source: by === "admin" ? "admin" : "agent" };
}

function timeOfDay(random: Random) {
  const evening = random.chance(0.08);
  const [from, to] = evening ? [19 * 60, 22 * 60] : [9 * 60, 18 * 60];
  return { minuteOfDay: random.between(from, to) + random.next(), weekendToo: random.chance(0.1) };
}
