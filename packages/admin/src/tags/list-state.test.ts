import { describe, expect, test } from "vitest";
import { openTab, readTagList, sortBy, usualView, writeTagList, type TagListState } from "./list-state.ts";

const first = readTagList(new URLSearchParams());

describe("the list's state in the address", () => {
  test.each<TagListState>([
    first,
    { ...first, search: "退款 & more", sort: "contacts", direction: "asc" },
    { ...first, tab: "deleted", sort: "deleted", direction: "desc" },
    { ...first, columns: [], density: "compact" },
    { ...first, columns: ["kind", "contacts"], tab: "archived", sort: "updated", direction: "desc" },
  ])("comes back as it was: %j", (state) => {
    expect(readTagList(new URLSearchParams(writeTagList(state).toString()))).toEqual(state);
  });

  test("is nothing at all for the usual list", () => {
    expect(writeTagList(first).toString()).toBe("");
  });

  test("what makes no sense is as if it were not said", () => {
    const odd = new URLSearchParams("tab=x&sort=__proto__&dir=up&density=huge&columns=secret");
    expect(readTagList(odd)).toEqual({ ...first, columns: [] });
    expect(readTagList(new URLSearchParams("sort=deleted")).sort).toBe("name");
  });

  test("a person's own way is used where the address says nothing of it", () => {
    const own = { columns: ["contacts"], density: "compact" } as const;
    expect(readTagList(new URLSearchParams(), own)).toMatchObject(own);
    expect(readTagList(new URLSearchParams("density=comfortable"), own)).toMatchObject({
      ...own,
      density: "comfortable",
    });
    expect(usualView.columns).toContain("contacts");
  });
});

test("another column begins in its own direction, the same one turns round", () => {
  const byContacts = sortBy(first, "contacts");
  expect(byContacts).toMatchObject({ sort: "contacts", direction: "desc" });
  expect(sortBy(byContacts, "contacts")).toMatchObject({ sort: "contacts", direction: "asc" });
});

test("another tab keeps the search and begins in its own order", () => {
  const searched = { ...sortBy(first, "contacts"), search: "vip" };
  expect(openTab(searched, "deleted")).toMatchObject({ search: "vip", sort: "deleted", direction: "desc" });
  expect(openTab(openTab(searched, "deleted"), "all")).toMatchObject({ sort: "name", direction: "asc" });
});
