import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/preact";
import { DomainError } from "@tagdeck/core/errors";
import { useState } from "preact/hooks";
import { afterEach, beforeEach, expect, test } from "vitest";
import { aListedTag } from "../testing/fixtures.ts";
import { later } from "../testing/scripted-api.ts";
import { NameCell } from "./name-cell.tsx";

const tag = aListedTag({ name: "VIP" });
let asked: string[];
let answer: ReturnType<typeof later<void>>;

function Cell() {
  const [editing, setEditing] = useState(true);
  return (
    <NameCell
      tag={tag}
      editing={editing}
      deeds={{
        edit: (id) => setEditing(id !== null),
        rename: (_, name) => {
          asked.push(name);
          return answer.promise;
        },
        near: () => null,
        href: () => "/",
      }}
    />
  );
}

beforeEach(() => {
  asked = [];
  answer = later<void>();
  render(<Cell />);
});

afterEach(cleanup);

const field = () => screen.getByRole<HTMLInputElement>("textbox", { name: "Name" });
const type = (value: string) => fireEvent.input(field(), { target: { value } });

test("begins with the whole name selected, so that typing replaces it", () => {
  expect(document.activeElement).toBe(field());
  expect([field().selectionStart, field().selectionEnd]).toEqual([0, 3]);
});

test("Enter saves, and shows the name again", async () => {
  await type("Gold");
  fireEvent.keyDown(field(), { key: "Enter" });
  answer.resolve();
  await waitFor(() => expect(screen.queryByRole("textbox")).toBeNull());
  expect(asked).toEqual(["Gold"]);
});

test("Escape gives up, and asks nothing", async () => {
  await type("Gold");
  fireEvent.keyDown(field(), { key: "Escape" });
  await waitFor(() => expect(screen.queryByRole("textbox")).toBeNull());
  expect(asked).toEqual([]);
});

test("leaving the field saves once; an unchanged name asks nothing", async () => {
  fireEvent.blur(field());
  await waitFor(() => expect(screen.queryByRole("textbox")).toBeNull());
  expect(asked).toEqual([]);
});

test("Enter of an input method does not save", async () => {
  await type("換");
  fireEvent.keyDown(field(), { key: "Enter", isComposing: true });
  expect(asked).toEqual([]);
});

test("a refused name stays to be mended, with the tag that has it", async () => {
  await type("Refund");
  fireEvent.keyDown(field(), { key: "Enter" });
  answer.reject(
    new DomainError("tag_name_taken", { tag: aListedTag({ id: 2, name: "Refund", contactCount: 63 }) }),
  );
  const alert = await screen.findByRole("alert");
  expect(alert.textContent).toContain("There is already a tag “Refund”.");
  expect(alert.textContent).toContain("63 contacts");
  await waitFor(() => expect(document.activeElement).toBe(field()));
  expect(field().value).toBe("Refund");
});
