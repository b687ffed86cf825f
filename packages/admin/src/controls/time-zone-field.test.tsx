import { cleanup, fireEvent, render, screen } from "@testing-library/preact";
import { afterEach, beforeEach, expect, test } from "vitest";
import { TimeZoneField } from "./time-zone-field.tsx";

let chosen: string[];

beforeEach(() => {
  chosen = [];
  render(<TimeZoneField value="Asia/Taipei" onChange={(zone) => chosen.push(zone)} />);
});

afterEach(cleanup);

const field = () => screen.getByRole<HTMLInputElement>("combobox", { name: "Time zone" });
const press = (key: string) => fireEvent.keyDown(field(), { key });

test("says which zone is set, with its offset", () => {
  expect(field().value).toBe("Asia/Taipei (GMT+8)");
  expect(field().getAttribute("aria-expanded")).toBe("false");
});

test("is found by typing and chosen by Enter", async () => {
  await fireEvent.input(field(), { target: { value: "toky" } });
  expect(field().getAttribute("aria-expanded")).toBe("true");
  await press("Enter");
  expect(chosen).toEqual(["Asia/Tokyo"]);
  expect(field().getAttribute("aria-expanded")).toBe("false");
});

test("arrows walk round the list, and the field names the active option", async () => {
  await fireEvent.input(field(), { target: { value: "asia/t" } });
  const first = field().getAttribute("aria-activedescendant");
  await press("ArrowUp");
  await press("ArrowDown");
  expect(field().getAttribute("aria-activedescendant")).toBe(first);
  await press("ArrowDown");
  const active = document.getElementById(field().getAttribute("aria-activedescendant") ?? "");
  expect(active?.getAttribute("aria-selected")).toBe("true");
});

test("Escape and leaving keep what was set", async () => {
  await fireEvent.input(field(), { target: { value: "tokyo" } });
  await press("Escape");
  await fireEvent.input(field(), { target: { value: "nowhere" } });
  expect(screen.getByText("No such time zone")).toBeTruthy();
  await fireEvent.blur(field());
  expect(field().value).toBe("Asia/Taipei (GMT+8)");
  expect(chosen).toEqual([]);
});
