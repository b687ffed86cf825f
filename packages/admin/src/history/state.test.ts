import { expect, it } from "vitest";
import { historyFilter, isFiltered, readHistoryState, wholeHistory, writeHistoryState } from "./state.ts";

it("keeps what is looked for in the address, beside what else it says", () => {
  const state = {
    kind: "removed",
    actor: 7,
    source: "import",
    from: "2026-03-01",
    to: "2026-03-31",
  } as const;
  const params = writeHistoryState(new URLSearchParams("day=2026-03-02&kind=added"), state);
  expect(params.toString()).toBe(
    "day=2026-03-02&kind=removed&by=7&source=import&from=2026-03-01&to=2026-03-31",
  );
  expect(readHistoryState(params)).toEqual(state);
  expect(isFiltered(state)).toBe(true);
  expect(historyFilter(state)).toEqual({
    kinds: ["removed"],
    actorId: 7,
    sources: ["import"],
    from: "2026-03-01",
    to: "2026-03-31",
  });
  expect(writeHistoryState(params, wholeHistory).toString()).toBe("day=2026-03-02");
});

it.each(["", "kind=x&by=x&source=x&from=x&to=2026-02-30", "by=0&from=2026-3-1"])(
  "takes what makes no sense for nothing: %s",
  (text) => {
    const state = readHistoryState(new URLSearchParams(text));
    expect(state).toEqual(wholeHistory);
    expect(isFiltered(state)).toBe(false);
    expect(historyFilter(state)).toEqual({});
  },
);
