import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { anUpdate } from "../testing/fixtures.ts";
import { followFeed, type OpenFeed } from "./follow.ts";

type Stream = { from: string | null; handlers: Parameters<OpenFeed>[1]; closed: boolean };

let streams: Stream[];
let gaps: number;
let updates: number;
let feed: ReturnType<typeof followFeed>;

beforeEach(() => {
  vi.useFakeTimers();
  streams = [];
  gaps = 0;
  updates = 0;
  const open: OpenFeed = (from, handlers) => {
    const stream = { from, handlers, closed: false };
    streams.push(stream);
    return { unsubscribe: () => (stream.closed = true) };
  };
  feed = followFeed(open, { from: "1", onUpdate: () => (updates += 1), onGap: () => (gaps += 1) });
  feed.open();
});
afterEach(() => vi.useRealTimers());

const newest = () => {
  const stream = streams.at(-1);
  if (!stream) throw new Error("nothing was opened");
  return stream;
};

test("goes on after the last event when the stream breaks, without reading all again", () => {
  newest().handlers.onStarted();
  newest().handlers.onData({ id: "5", data: anUpdate() });
  newest().handlers.onError(new Error("gone"));
  vi.advanceTimersByTime(1_000);
  expect(newest().from).toBe("5");
  newest().handlers.onStarted();
  expect({ gaps, updates }).toEqual({ gaps: 0, updates: 1 });
});

test("begins where the first read stood, and there again when it broke before the first event", () => {
  expect(newest().from).toBe("1");
  newest().handlers.onStarted();
  newest().handlers.onComplete();
  vi.advanceTimersByTime(1_000);
  expect(newest().from).toBe("1");
  newest().handlers.onStarted();
  expect(gaps).toBe(0);
});

test("waits ever longer while the server is away, and shortly again once it was there", () => {
  const waits: number[] = [];
  for (let i = 0; i < 6; i += 1) {
    const before = streams.length;
    newest().handlers.onError(new Error("away"));
    for (let waited = 0; streams.length === before; waited += 1_000) {
      vi.advanceTimersByTime(1_000);
      waits[i] = waited + 1_000;
    }
  }
  expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000]);
  newest().handlers.onStarted();
  newest().handlers.onError(new Error("away"));
  const before = streams.length;
  vi.advanceTimersByTime(1_000);
  expect(streams.length).toBe(before + 1);
});

test("begins anew when the server does not know the place any more", () => {
  newest().handlers.onStarted();
  newest().handlers.onData({ id: "5", data: anUpdate() });
  newest().handlers.onError({ data: { domainCode: "cursor_invalid", details: {} } });
  vi.advanceTimersByTime(1_000);
  expect(newest().from).toBeNull();
  expect(gaps).toBe(1);
});

test("opens nothing after it was closed, and goes on where it left off when opened again", () => {
  newest().handlers.onData({ id: "8", data: anUpdate({ reset: true }) });
  expect(gaps).toBe(1);
  feed.close();
  expect(newest().closed).toBe(true);
  newest().handlers.onError(new Error("late"));
  vi.advanceTimersByTime(60_000);
  expect(streams).toHaveLength(1);
  feed.open();
  expect(newest().from).toBe("8");
});
