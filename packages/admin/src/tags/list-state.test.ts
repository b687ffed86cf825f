import { describe, expect, test } from "vitest";
import { readTagList, sortBy, writeTagList } from "./list-state.ts";

const read = (text: string) => readTagList(new URLSearchParams(text));

describe("the list of tags in the address", () => {
  test.each([
    "",
    "q=size",
    "sort=contacts",
    "sort=contacts&dir=asc",
    "dir=desc",
    "q=%E6%8F%9B%E8%B2%A8&sort=updated&size=100&cursor=abc",
  ])("survives reading and writing: %s", (text) => {
    expect(writeTagList(read(text)).toString()).toBe(text);
  });

  test("leaves defaults out, and takes nothing that is not offered", () => {
    expect(writeTagList(read("sort=name&dir=asc&size=50")).toString()).toBe("");
    expect(read("sort=color&dir=up&size=7")).toEqual(read(""));
  });

  test("begins numbers and dates at the top, names at A, and turns round when asked again", () => {
    const byName = read("cursor=abc");
    const byCount = sortBy(byName, "contacts");
    expect(byCount).toMatchObject({ sort: "contacts", direction: "desc", cursor: null });
    expect(sortBy(byCount, "contacts").direction).toBe("asc");
    expect(sortBy(byCount, "name").direction).toBe("asc");
    expect(sortBy(byName, "name").direction).toBe("desc");
  });
});
