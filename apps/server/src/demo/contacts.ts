import { type DemoContact, knownContacts } from "@tagdeck/console/contacts";
import { shopTime } from "./calendar.ts";
import { type NamePool, chinese, english, japanese, others } from "./names.ts";
import type { Random } from "./random.ts";

export type SeededContact = DemoContact & {
  /** Epoch milliseconds. */
  createdAt: number;
};

const newestNumber = 49_400;
const numbersPerDay = 22;

/**
 * The shop's customers, oldest first: the people of the demo conversations and as many more as make
 * `count`. Customer numbers were given out in order, so a higher one joined later.
 */
export function demoContacts(count: number, nowMs: number, random: Random): SeededContact[] {
  const taken = new Set(knownContacts.flatMap(({ externalId, email, phone }) => [externalId, email, phone]));
  const contacts: DemoContact[] = [...knownContacts];
  while (contacts.length < count) contacts.push(customer(random, taken));

  return contacts
    .toSorted((a, b) => a.externalId.localeCompare(b.externalId, "en"))
    .map((contact) => ({
      ...contact,
      createdAt: shopTime(nowMs, {
        daysAgo: daysSinceJoined(contact),
        minuteOfDay: random.between(8 * 60, 22 * 60) + random.next(),
        weekendToo: true,
      }),
    }));
}

export function daysSinceJoined({ externalId }: DemoContact): number {
  const number = Number(externalId.replace("crm:", ""));
  return Math.max(1, Math.round((newestNumber - number) / numbersPerDay));
}

function customer(random: Random, taken: Set<string | null>): DemoContact {
  const pool = random.pick([
    english,
    english,
    english,
    chinese,
    chinese,
    chinese,
    chinese,
    japanese,
    japanese,
    random.pick(others),
  ]);
  const { name, email } = person(pool, random, taken);
  const channel = random.pick(pool.channels);
  const phone = unused(taken, () => `${pool.phonePrefix}${random.between(100, 999)}`);
  const plan = random.chance(0.55)
    ? "Basic"
    : random.pick(["Silver", "Silver", "Silver", "Silver", "Gold", "Gold", "Wholesale"]);
  const orders =
    { Basic: random.between(1, 4), Silver: random.between(3, 11) }[plan] ?? random.between(8, 40);
  return {
    externalId: unused(taken, () => `crm:${random.between(40_112, newestNumber - numbersPerDay)}`),
    name,
    email: channel === "LINE" && random.chance(0.3) ? null : email,
    phone: channel === "E-mail" && random.chance(0.5) ? null : phone,
    channel,
    attributes: { city: random.pick(pool.cities), plan, language: pool.language, orders: String(orders) },
  };
}

function person(pool: NamePool, random: Random, taken: Set<string | null>) {
  let name = "";
  const email = unused(taken, () => {
    const [given, givenLatin] = random.pick(pool.given);
    const [family, familyLatin] = random.pick(pool.family);
    name = pool.write(given, family);
    return `${givenLatin}.${familyLatin}@example.com`;
  });
  return { name, email };
}

function unused(taken: Set<string | null>, make: () => string): string {
  let value = make();
  while (taken.has(value)) value = make();
  taken.add(value);
  return value;
}
