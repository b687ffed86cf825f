import { cleanup, fireEvent, render } from "@testing-library/preact";
import { afterEach, expect, it } from "vitest";
import { messages } from "./catalog-zh-tw.ts";
import { createI18n, I18nContext } from "./i18n.ts";
import { TagChip } from "./tag-chip.tsx";

const vip = { name: "VIP", color: "#d97706" };

afterEach(cleanup);

it("shows the whole name in its title and takes the tag's colour", () => {
  const { container } = render(<TagChip tag={vip} />);
  const chip = container.querySelector<HTMLElement>(".td-chip");
  expect(chip?.title).toBe("VIP");
  expect(chip?.style.getPropertyValue("--c")).toBe("#d97706");
  expect(container.querySelector("bdi")?.textContent).toBe("VIP");
  expect(container.querySelector("button")).toBeNull();
});

it("removes by click, Delete and Backspace", () => {
  let removed = 0;
  const { getByRole } = render(<TagChip tag={vip} onRemove={() => (removed += 1)} />);
  const button = getByRole("button", { name: "Remove VIP" });
  fireEvent.click(button);
  fireEvent.keyDown(button, { key: "Delete" });
  fireEvent.keyDown(button, { key: "Backspace" });
  fireEvent.keyDown(button, { key: "x" });
  expect(removed).toBe(3);
});

it("opens by its name, and removes by Delete on it", () => {
  const seen: string[] = [];
  const { getByRole } = render(
    <TagChip tag={vip} opened onOpen={() => seen.push("open")} onRemove={() => seen.push("remove")} />,
  );
  const name = getByRole("button", { name: "VIP" });
  expect(name.getAttribute("aria-expanded")).toBe("true");
  fireEvent.click(name);
  fireEvent.keyDown(name, { key: "Delete" });
  fireEvent.keyDown(name, { key: "Backspace" });
  expect(seen).toEqual(["open", "remove", "remove"]);
});

it("says how many have it when not all do, and its name is a half pressed button then", () => {
  const seen: string[] = [];
  const { getByRole, rerender, queryByRole } = render(
    <TagChip
      tag={vip}
      share="3 of 5"
      onOpen={() => seen.push("give")}
      onRemove={() => seen.push("remove")}
    />,
  );
  const name = getByRole("button", { name: "VIP 3 of 5" });
  expect(name.getAttribute("aria-pressed")).toBe("mixed");
  expect(name.hasAttribute("aria-haspopup")).toBe(false);
  fireEvent.click(name);
  fireEvent.keyDown(name, { key: "Delete" });
  expect(seen).toEqual(["give", "remove"]);
  rerender(<TagChip tag={vip} share="3 of 5" />);
  expect(queryByRole("button")).toBeNull();
});

it("names its button in the reader's language", () => {
  const { getByRole } = render(
    <I18nContext.Provider value={createI18n("zh-TW", messages)}>
      <TagChip tag={vip} onRemove={() => {}} />
    </I18nContext.Provider>,
  );
  expect(getByRole("button").getAttribute("aria-label")).toBe("移除「VIP」");
});
