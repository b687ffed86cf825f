import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { lastDays, lastFullHour } from "./clock.ts";

const utc = (text: string) => Date.parse(text);

describe("the last full hour", () => {
  it.each([
    ["Asia/Taipei", "2026-11-23T06:59:59.999Z", "2026-11-23T06:00:00.000Z"],
    ["Asia/Taipei", "2026-11-23T06:00:00.000Z", "2026-11-23T06:00:00.000Z"],
    ["Asia/Kolkata", "2026-11-23T06:10:00.000Z", "2026-11-23T05:30:00.000Z"],
    ["Asia/Kathmandu", "2026-11-23T06:10:00.000Z", "2026-11-23T05:15:00.000Z"],
  ])("in %s at %s was %s", (timeZone, now, expected) => {
    expect(new Date(lastFullHour(utc(now), timeZone)).toISOString()).toBe(expected);
  });
});

describe("the last days", () => {
  it.each([
    [
      "Asia/Taipei",
      "2026-11-22T16:30:00Z",
      [
        ["2026-11-22", "2026-11-21T16:00:00Z"],
        ["2026-11-23", "2026-11-22T16:00:00Z"],
      ],
    ],
    // Clocks were put forward at midnight: the day began at one.
    [
      "America/Santiago",
      "2025-09-07T12:00:00Z",
      [
        ["2025-09-06", "2025-09-06T04:00:00Z"],
        ["2025-09-07", "2025-09-07T04:00:00Z"],
      ],
    ],
    // And back at midnight: 23:00 came twice, the day began once.
    [
      "America/Santiago",
      "2025-04-06T12:00:00Z",
      [
        ["2025-04-05", "2025-04-05T03:00:00Z"],
        ["2025-04-06", "2025-04-06T04:00:00Z"],
      ],
    ],
    [
      "Europe/Berlin",
      "2026-10-25T12:00:00Z",
      [
        ["2026-10-24", "2026-10-23T22:00:00Z"],
        ["2026-10-25", "2026-10-24T22:00:00Z"],
      ],
    ],
  ])("in %s at %s begin at the first instant of their dates", (timeZone, now, expected) => {
    const days = lastDays(utc(now), timeZone, 2).map(({ date, from }) => [date, from]);
    expect(days).toEqual(expected.map(([date, from]) => [date, utc(from ?? "")]));
  });

  it("follow each other, and now is in the last of them, in every zone", () => {
    fc.assert(
      fc.property(
        fc.constantFrom("UTC", "Asia/Taipei", "America/Santiago", "Africa/Cairo", "Australia/Lord_Howe"),
        fc.integer({ min: utc("2000-01-01T00:00:00Z"), max: utc("2030-01-01T00:00:00Z") }),
        (timeZone, now) => {
          const days = lastDays(now, timeZone, 4);
          const starts = days.map(({ from }) => from);
          expect(starts).toEqual(starts.toSorted((a, b) => a - b));
          expect(starts.at(-1)).toBeLessThanOrEqual(now);
          expect(now - (starts.at(-1) ?? 0)).toBeLessThanOrEqual(25 * 3_600_000);
        },
      ),
    );
  });
});
