import { shopTime } from "./calendar.ts";
import { type SeededContact, demoContacts } from "./contacts.ts";
import { type DemoEvent, demoHistory } from "./history.ts";
import { seededRandom } from "./random.ts";
import { demoTags } from "./tags.ts";

export type DemoDataset = {
  tags: {
    name: string;
    /** `#rrggbb` */
    color: string;
    description: string;
    /** Null = it stays for good. */
    validityDays: number | null;
    /** Epoch milliseconds; never after its first use. */
    createdAt: number;
  }[];
  /** Oldest first. */
  contacts: SeededContact[];
  /** Oldest first. */
  events: DemoEvent[];
};

/** 40 tags, 500 contacts and 90 days of tagging that end at `nowMs`. The same instant gives the same data. */
export function demoDataset(nowMs: number): DemoDataset {
  const random = seededRandom(48_213);
  const contacts = demoContacts(500, nowMs, random);
  const events = demoHistory(demoTags, contacts, nowMs, random);

  const tags = demoTags.map(({ name, color, description, weight, validityDays = null }, index) => {
    const firstUse = events.find(({ tag }) => tag === index)?.at;
    const old = shopTime(nowMs, { daysAgo: random.between(120, 640), minuteOfDay: 600, weekendToo: false });
    // The rare ones are slips: made in the panel, for one contact, at that moment.
    const slip = weight > 1 && weight < 10 && firstUse !== undefined;
    return { name, color, description, validityDays, createdAt: slip ? firstUse : old };
  });
  return { tags, contacts, events };
}
