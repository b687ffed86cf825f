import { expect, test } from "vitest";
import { shownColumns } from "./cells.tsx";
import { usualView } from "./list-state.ts";

const totals = { all: 3, permanent: 3, temporary: 0, archived: 0, deleted: 1 };

test("the kind of tags is a column where there are temporary ones", () => {
  const { columns } = usualView;
  expect(shownColumns({ tab: "all", columns }, totals)).not.toContain("kind");
  expect(shownColumns({ tab: "all", columns }, { ...totals, temporary: 1 })).toContain("kind");
  expect(shownColumns({ tab: "deleted", columns }, { ...totals, temporary: 1 })).toContain("until");
});
