import { fireEvent, render, screen } from "@testing-library/preact";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { SearchBox } from "./search-box.tsx";

let searched: string[];
const box = (value: string) => (
  <SearchBox label="Search tags" value={value} onSearch={(text) => searched.push(text)} />
);
let shown: ReturnType<typeof render>;

beforeEach(() => {
  vi.useFakeTimers();
  searched = [];
  shown = render(box(""));
});
afterEach(() => {
  shown.unmount();
  vi.useRealTimers();
});

const field = () => screen.getByRole<HTMLInputElement>("searchbox", { name: "Search tags" });
const type = (value: string) => fireEvent.input(field(), { target: { value } });

test("asks once typing pauses, not for every letter", async () => {
  type("s");
  await vi.advanceTimersByTimeAsync(100);
  type("si");
  await vi.advanceTimersByTimeAsync(100);
  type("siz");
  await vi.advanceTimersByTimeAsync(1_000);
  expect(searched).toEqual(["siz"]);
});

test("asks at once on Enter, and not a second time after the pause", async () => {
  type("siz");
  await vi.advanceTimersByTimeAsync(20);
  fireEvent.submit(screen.getByRole("search"));
  expect(searched).toEqual(["siz"]);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(searched).toEqual(["siz"]);
});

test("Escape empties it", async () => {
  type("siz");
  await vi.advanceTimersByTimeAsync(1_000);
  fireEvent.keyDown(field(), { key: "Escape" });
  expect(searched).toEqual(["siz", ""]);
});

test("follows the address when one goes back, without asking again", async () => {
  type("siz");
  await vi.advanceTimersByTimeAsync(1_000);
  shown.rerender(box("siz"));
  shown.rerender(box(""));
  await vi.advanceTimersByTimeAsync(1_000);
  expect(field().value).toBe("");
  expect(searched).toEqual(["siz"]);
});

test("a slash anywhere goes to it, but not out of another field", () => {
  const other = document.createElement("input");
  document.body.append(other);
  other.focus();
  fireEvent.keyDown(other, { key: "/" });
  expect(document.activeElement).toBe(other);
  other.remove();
  fireEvent.keyDown(document.body, { key: "/" });
  expect(document.activeElement).toBe(field());
});
