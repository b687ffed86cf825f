import { expect, it } from "vitest";
import { tagColumns, tagExtras } from "./tag-columns.ts";

const heads = (...given: Parameters<typeof tagColumns>) => tagColumns(...given).map(({ head }) => head);

it("has the two presets as other products have them, to the letter", () => {
  expect(heads("full", []).join(",")).toBe(
    "Tag ID,Tag Name,Number of Tagged Contacts,Created Time,Last Updated Time",
  );
  expect(heads("summary", []).join(",")).toBe("Tag Name,Number of tagged contacts");
});

it("puts chosen columns behind, each once and always in the same order", () => {
  expect(heads("summary", ["archived", "kind", "kind"])).toEqual([
    "Tag Name",
    "Number of tagged contacts",
    "Kind",
    "Archived Time",
  ]);
  expect(heads("full", tagExtras)).toHaveLength(5 + tagExtras.length);
  expect(new Set(heads("full", tagExtras)).size).toBe(5 + tagExtras.length);
});
