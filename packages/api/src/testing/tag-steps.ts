import fc from "fast-check";

// Few names, so that they collide; some differ in case or width only.
const name = fc.constantFrom("VIP", "vip", "ＶＩＰ", "Gold", "gold", "換貨", "Blue", "Red");
const who = fc.constantFrom("admin", "admin", "admin", "agent", "other", "panel");
const index = fc.nat({ max: 60 });
const some = fc.array(index, { maxLength: 3 });
const days = fc.option(fc.integer({ min: 1, max: 3 }), { freq: 2 });
const to = fc.oneof(
  fc.record({ by: fc.constant("days" as const), days: fc.integer({ min: 1, max: 3 }) }),
  fc.record({
    by: fc.constant("date" as const),
    date: fc.constantFrom("2026-03-02", "2026-03-05", "2026-04-06"),
  }),
  fc.record({ by: fc.constantFrom("never" as const, "rule" as const) }),
);
const color = fc.constantFrom("#d97706", "#16a34a");

/** What may be done next; numbers are places in what there is by then. */
export const step = fc.oneof(
  { weight: 2, arbitrary: fc.record({ do: fc.constant("create"), who, name, color, days }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("rename"), who, tag: index, name }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("recolour"), who, tag: index, color }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("delete"), who, tag: index }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("restore"),
      who,
      operation: index,
      name: fc.option(name, { freq: 1 }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant("change"), who, contact: index, add: some, remove: some }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("tag"), who, contact: index, name, days }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant("changeMany"),
      who,
      contacts: fc.array(index, { minLength: 1, maxLength: 4 }),
      add: some,
      remove: some,
      name: fc.option(name, { freq: 2 }),
      days,
    }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant("extend"), who, contact: index, tags: some, to }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("wait"), hours: fc.integer({ min: 1, max: 40 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("sweep") }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("undoMany"), who, operation: index }) },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant("undo"),
      who,
      entry: index,
      /** Of all entries, of those that created their tag too, or of the latest few. */
      of: fc.constantFrom("all", "created", "latest"),
      second: fc.option(index, { freq: 2 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant("import"),
      contact: index,
      tag: index,
      expiry: fc.integer({ min: 0, max: 2 }),
    }),
  },
);
export type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;
