import * as original from "@preact/signals";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as ours from "./signals.ts";

type Library = Pick<typeof ours, "signal" | "computed" | "batch" | "effect">;

/** What an effect sees while signals change, each alone or several at once. */
function seen(
  { signal, computed, batch, effect }: Library,
  writes: readonly (readonly number[])[],
): string[] {
  const one = signal(0);
  const two = signal(0);
  const sum = computed(() => one.value + two.value);
  // Depends on `two` only now and then.
  const chosen = computed(() => (sum.value % 2 === 0 ? `even ${two.value}` : "odd"));
  const log: string[] = [];
  const stop = effect(() => void log.push(`${sum.value} ${chosen.value}`));
  for (const values of writes) {
    batch(() => {
      for (const value of values) {
        one.value = value;
        two.value = value * 2 + one.peek();
      }
    });
  }
  stop();
  one.value += 1;
  return log.filter((line, index) => line !== log[index - 1]);
}

describe("signals", () => {
  it("show effects the same as the library's", () => {
    const writes = fc.array(fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 3 }), { maxLength: 8 });
    fc.assert(
      fc.property(writes, (values) => {
        expect(seen(ours, values)).toEqual(seen(original, values));
      }),
    );
  });

  it("run an effect once for a batch, in which what is computed is right at once", () => {
    const count = ours.signal(1);
    const double = ours.computed(() => count.value * 2);
    const runs: number[] = [];
    const within: number[] = [];
    ours.effect(() => void runs.push(double.value));
    ours.batch(() => {
      count.value = 2;
      within.push(double.value);
      count.value = 3;
    });
    expect(within).toEqual([4]);
    expect(runs).toEqual([2, 6]);
  });

  it("run an effect again that another effect has changed something for, and none after it was stopped", () => {
    const from = ours.signal(0);
    const to = ours.signal(0);
    const runs: number[] = [];
    const stop = ours.effect(() => void runs.push(to.value));
    ours.effect(() => (to.value = from.value * 10));
    from.value = 1;
    expect(runs).toEqual([0, 10]);
    stop();
    from.value = 2;
    expect(runs).toEqual([0, 10]);
  });

  it("do not subscribe by peek, and not to what is computed while nobody asks", () => {
    let computedTimes = 0;
    const count = ours.signal(1);
    const lazy = ours.computed(() => (computedTimes += count.value));
    let runs = 0;
    ours.effect(() => {
      count.peek();
      runs += 1;
    });
    count.value = 2;
    count.value = 3;
    expect([runs, computedTimes]).toEqual([1, 1]);
    expect(lazy.value).toBe(4);
  });
});
