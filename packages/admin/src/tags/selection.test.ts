import { expect, test } from "vitest";
import { createSelection } from "./selection.ts";

const order = [5, 3, 9, 1, 7];

test("a click selects one, another lets it go", () => {
  const selection = createSelection();
  selection.toggle(3, order, false);
  expect([...selection.ids.value]).toEqual([3]);
  selection.toggle(3, order, false);
  expect(selection.size.value).toBe(0);
});

test("with shift all between two are taken, in the order of the list and in both directions", () => {
  const selection = createSelection();
  selection.toggle(1, order, false);
  selection.toggle(3, order, true);
  expect([...selection.ids.value].toSorted()).toEqual([1, 3, 9]);
  selection.toggle(9, order, true);
  expect([...selection.ids.value]).toEqual([1]);
});

test("with shift only the one is taken when the one before is not in this list", () => {
  const selection = createSelection();
  selection.toggle(5, order, false);
  selection.toggle(9, [3, 9, 1], true);
  expect([...selection.ids.value]).toEqual([5, 9]);
});

test("it stays while the list is another, and loses what is gone", () => {
  const selection = createSelection();
  selection.add([5, 3]);
  selection.toggle(100, [100, 101], false);
  selection.drop([3, 44]);
  expect([...selection.ids.value]).toEqual([5, 100]);
  selection.clear();
  expect(selection.size.value).toBe(0);
});
