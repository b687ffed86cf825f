import { cleanup, fireEvent, render, screen } from "@testing-library/preact";
import { afterEach, expect, test } from "vitest";
import { shortcuts, useShortcuts, type Shortcut } from "./shortcuts.ts";

let pressed: string[] = [];
afterEach(() => {
  cleanup();
  pressed = [];
});

function Offer({ keys, as, may = true }: { keys: string[]; as: string; may?: boolean }) {
  const one: Shortcut = {
    keys,
    label: as,
    scope: "page",
    run: () => {
      if (!may) return false;
      pressed.push(as);
      return undefined;
    },
  };
  useShortcuts([one]);
  return null;
}

const press = (key: string, init: KeyboardEventInit = {}, on: Element = document.body) =>
  fireEvent.keyDown(on, { key, ...init });

test("a key does what is offered last for it, in small letters or capitals", () => {
  render(
    <>
      <Offer keys={["n"]} as="page" />
      <Offer keys={["n", "F2"]} as="list" />
    </>,
  );
  press("n");
  press("N");
  press("F2");
  expect(pressed).toEqual(["list", "list", "list"]);
});

test("what does not want a key leaves it to others, and to the browser", () => {
  render(
    <>
      <Offer keys={["e"]} as="page" />
      <Offer keys={["e"]} as="list" may={false} />
      <Offer keys={["x"]} as="nobody" may={false} />
    </>,
  );
  press("e");
  expect(pressed).toEqual(["page"]);
  expect(press("x")).toBe(true);
});

test("letters belong to fields and dialogs; with Ctrl they work in fields too", () => {
  render(
    <>
      <Offer keys={["n"]} as="letter" />
      <Offer keys={["mod+k"]} as="palette" />
      <input aria-label="Name" />
      <input aria-label="Box" type="checkbox" />
    </>,
  );
  press("n", {}, screen.getByLabelText("Name"));
  press("n", { ctrlKey: true });
  expect(pressed).toEqual([]);
  press("n", {}, screen.getByLabelText("Box"));
  press("k", { ctrlKey: true }, screen.getByLabelText("Name"));
  press("k", { metaKey: true });
  expect(pressed).toEqual(["letter", "palette", "palette"]);
  const dialog = document.body.appendChild(document.createElement("div"));
  dialog.setAttribute("role", "dialog");
  press("n");
  dialog.remove();
  expect(pressed).toHaveLength(3);
});

test("nothing is left of what is no longer shown", () => {
  const { unmount } = render(<Offer keys={["n"]} as="gone" />);
  unmount();
  press("n");
  expect([pressed, shortcuts.value.size]).toEqual([[], 0]);
});
