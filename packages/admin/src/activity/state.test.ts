import { expect, test } from "vitest";
import { isFiltered, readActivityState, wholeLog, writeActivityState } from "./state.ts";

const read = (text: string) => readActivityState(new URLSearchParams(text));

test("the address holds who, what kind and which days, and comes back as it was", () => {
  const text = "by=7&kind=sign-ins&from=2026-02-01&to=2026-02-28";
  const state = read(text);
  expect(state).toEqual({ actor: 7, area: "sign-ins", from: "2026-02-01", to: "2026-02-28" });
  expect(writeActivityState(state).toString()).toBe(text);
  expect(isFiltered(state)).toBe(true);
});

test.each(["", "by=x", "by=0", "kind=everything", "from=2026-02-30", "to=yesterday", "from=2026-13-01"])(
  "what it cannot mean is left out: %s",
  (text) => {
    expect(read(text)).toEqual(wholeLog);
    expect(isFiltered(read(text))).toBe(false);
  },
);
