import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, it } from "vitest";
import { expiresAt, expiryTaggedAgain, extendedBy, extendedTo, ruledExpiry } from "./expiry.ts";

const utc = (text: string) => Date.parse(text);

/** The same by Temporal, which knows nothing of ours. */
function startOfDate(date: Temporal.PlainDate, timeZone: string): number {
  return date.toZonedDateTime(timeZone).startOfDay().epochMilliseconds;
}

function expected(at: number, days: number, timeZone: string): number {
  const date = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone).toPlainDate();
  return startOfDate(date.add({ days: days + 1 }), timeZone);
}

const zones = Intl.supportedValuesOf("timeZone");
const zone = fc.constantFrom(...zones);
const instant = fc.integer({ min: utc("1970-01-03T00:00:00Z"), max: utc("2037-12-01T00:00:00Z") });
const validity = fc.oneof(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 400 }));

describe("a temporary tag", () => {
  it.each([
    ["as product.md says", "Asia/Taipei", "2026-03-01T05:00:00Z", 1, "2026-03-02T16:00:00Z"],
    ["in the first ms of its day", "Asia/Taipei", "2026-02-28T16:00:00.000Z", 1, "2026-03-02T16:00:00Z"],
    [
      "in the last ms of the day before",
      "Asia/Taipei",
      "2026-02-28T15:59:59.999Z",
      1,
      "2026-03-01T16:00:00Z",
    ],
    ["over a leap day", "UTC", "2028-02-27T12:00:00Z", 2, "2028-03-01T00:00:00Z"],
    [
      "when the clocks go forward at midnight",
      "America/Santiago",
      "2026-09-04T12:00:00Z",
      1,
      "2026-09-06T04:00:00Z",
    ],
    ["when midnight comes twice", "America/Santiago", "2026-04-03T12:00:00Z", 1, "2026-04-05T04:00:00Z"],
    [
      "when the clocks go forward at midnight",
      "Africa/Cairo",
      "2026-04-22T12:00:00Z",
      1,
      "2026-04-23T22:00:00Z",
    ],
    [
      "when the clocks go forward at midnight",
      "Asia/Beirut",
      "2026-03-27T12:00:00Z",
      1,
      "2026-03-28T22:00:00Z",
    ],
    [
      "when the clocks go back by half an hour",
      "Australia/Lord_Howe",
      "2026-04-04T12:00:00Z",
      1,
      "2026-04-05T13:30:00Z",
    ],
    [
      "on the day before the one that was skipped",
      "Pacific/Apia",
      "2011-12-29T12:00:00Z",
      1,
      "2011-12-30T10:00:00Z",
    ],
    [
      "two days before the one that was skipped",
      "Pacific/Apia",
      "2011-12-28T12:00:00Z",
      1,
      "2011-12-30T10:00:00Z",
    ],
    [
      "when the clocks skip from before midnight",
      "America/Toronto",
      "1919-03-29T12:00:00Z",
      1,
      "1919-03-31T04:30:00Z",
    ],
    ["before 1970", "UTC", "1969-12-30T12:00:00Z", 1, "1970-01-01T00:00:00Z"],
  ])("given %s in %s at %s for %d days is gone from %s", (_, timeZone, at, days, gone) => {
    expect(new Date(expiresAt(utc(at), days, timeZone)).toISOString()).toBe(new Date(gone).toISOString());
  });

  it("goes when Temporal says so, in every zone", () => {
    fc.assert(
      fc.property(zone, instant, validity, (timeZone, at, days) => {
        expect(expiresAt(at, days, timeZone)).toBe(expected(at, days, timeZone));
      }),
      { numRuns: 1_500 },
    );
  });

  it.each([
    "America/Santiago",
    "Africa/Cairo",
    "Asia/Beirut",
    "Australia/Lord_Howe",
    "Pacific/Apia",
    "Africa/Casablanca",
    "America/St_Johns",
    "Asia/Gaza",
    "America/Asuncion",
  ])("goes at the start of the right day around each change of the clocks in %s", (timeZone) => {
    let at = Temporal.ZonedDateTime.from(`1985-01-01T12:00[${timeZone}]`);
    const end = utc("2030-01-01T00:00:00Z");
    for (;;) {
      const change = at.getTimeZoneTransition("next");
      if (change === null || change.epochMilliseconds > end) break;
      at = change;
      for (const hours of [-73, -49, -25, -2, -1, 0, 1, 23]) {
        const tagged = change.epochMilliseconds + hours * 3_600_000;
        for (const days of [1, 2]) {
          expect(expiresAt(tagged, days, timeZone)).toBe(expected(tagged, days, timeZone));
        }
      }
    }
  });

  it("stays for its days and no more than one longer, and never goes earlier when it is given later", () => {
    fc.assert(
      fc.property(zone, instant, validity, fc.nat(10 * 86_400_000), (timeZone, at, days, later) => {
        const gone = expiresAt(at, days, timeZone);
        expect(gone).toBeGreaterThan(at + (days - 1) * 86_400_000);
        expect(gone).toBeLessThanOrEqual(at + (days + 2) * 86_400_000);
        expect(expiresAt(at + later, days, timeZone)).toBeGreaterThanOrEqual(gone);
      }),
    );
  });

  it.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])("cannot stay for %s days", (days) => {
    expect(() => expiresAt(0, days, "UTC")).toThrow(RangeError);
  });

  it("cannot go by a zone that is none", () => {
    expect(() => expiresAt(0, 1, "Mars/Phobos")).toThrow(RangeError);
  });
});

describe("an expiry", () => {
  const timeZone = "Asia/Taipei";
  const week = { days: 7, timeZone };
  const on = (date: string) => utc(`${date}T00:00:00+08:00`);

  it("by the rule is none where the tag is permanent", () => {
    expect(ruledExpiry(on("2026-03-01"), { days: null, timeZone })).toEqual({ kind: "rule", at: null });
    expect(ruledExpiry(on("2026-03-01"), week)).toEqual({ kind: "rule", at: on("2026-03-09") });
  });

  it.each([
    ["rule", "2026-03-05", "rule", "2026-03-18"],
    ["rule", null, "rule", "2026-03-18"],
    ["custom", "2026-03-17", "rule", "2026-03-18"],
    ["custom", "2026-03-18", "custom", "2026-03-18"],
    ["custom", "2026-06-01", "custom", "2026-06-01"],
    ["never", null, "never", null],
  ] as const)("by %s at %s is by %s at %s when tagged again", (kind, at, after, then) => {
    const before = { kind, at: at && on(at) };
    expect(expiryTaggedAgain(before, on("2026-03-10"), week)).toEqual({ kind: after, at: then && on(then) });
  });

  it("is none when a tag that has become permanent is given again", () => {
    const before = { kind: "custom", at: on("2026-06-01") } as const;
    expect(expiryTaggedAgain(before, on("2026-03-10"), { days: null, timeZone })).toEqual({
      kind: "rule",
      at: null,
    });
  });

  it("is extended by whole days, and to the end of a date, never back", () => {
    const before = { kind: "rule", at: on("2026-03-09") } as const;
    expect(extendedBy(before, 7, timeZone)).toEqual({ kind: "custom", at: on("2026-03-16") });
    expect(extendedTo(before, "2026-03-09", timeZone)).toEqual({ kind: "custom", at: on("2026-03-10") });
    expect(extendedTo(before, "2026-03-08", timeZone)).toEqual(before);
    const never = { kind: "never", at: null } as const;
    expect([extendedBy(never, 7, timeZone), extendedTo(never, "2030-01-01", timeZone)]).toEqual([
      never,
      never,
    ]);
  });

  it("that was extended ends with a day of the zone, whatever the zone was before", () => {
    fc.assert(
      fc.property(zone, zone, instant, validity, validity, (was, is, at, days, more) => {
        const before = ruledExpiry(at, { days, timeZone: was });
        const after = extendedBy(before, more, is).at ?? 0;
        const lastDay = Temporal.Instant.fromEpochMilliseconds((before.at ?? 0) - 1)
          .toZonedDateTimeISO(is)
          .toPlainDate();
        expect(after).toBe(startOfDate(lastDay.add({ days: more + 1 }), is));
        expect(extendedTo(before, lastDay.add({ days: more }).toString(), is).at).toBe(after);
      }),
    );
  });
});
