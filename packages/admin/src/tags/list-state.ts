import type { TagSort } from "@tagdeck/core/tags/inputs";

/** What the address says about the list of tags. */
export type TagListState = {
  search: string;
  sort: TagSort;
  direction: "asc" | "desc";
  size: number;
  cursor: string | null;
};

export const pageSizes = [25, 50, 100, 200] as const;

const sorts = { name: true, contacts: true, created: true, updated: true } as const satisfies Record<
  TagSort,
  true
>;
export function isTagSort(text: string | null): text is TagSort {
  return text !== null && text in sorts;
}

/** What one sees first: names from A, the most, the newest. */
const firstDirection = (sort: TagSort) => (sort === "name" ? "asc" : "desc");

export function readTagList(params: URLSearchParams): TagListState {
  const wanted = params.get("sort");
  const sort = isTagSort(wanted) ? wanted : "name";
  const direction = params.get("dir");
  const size = Number(params.get("size"));
  return {
    search: params.get("q")?.slice(0, 200) ?? "",
    sort,
    direction: direction === "asc" || direction === "desc" ? direction : firstDirection(sort),
    size: pageSizes.find((one) => one === size) ?? 50,
    cursor: params.get("cursor"),
  };
}

/** The shortest address that says the same: defaults are left out. */
export function writeTagList(state: TagListState): URLSearchParams {
  const params = new URLSearchParams();
  if (state.search !== "") params.set("q", state.search);
  if (state.sort !== "name") params.set("sort", state.sort);
  if (state.direction !== firstDirection(state.sort)) params.set("dir", state.direction);
  if (state.size !== 50) params.set("size", String(state.size));
  if (state.cursor !== null) params.set("cursor", state.cursor);
  return params;
}

/** Another column begins in its own direction, the same one turns round; either begins at the first page. */
export function sortBy(state: TagListState, sort: TagSort): TagListState {
  const direction = state.sort !== sort ? firstDirection(sort) : state.direction === "asc" ? "desc" : "asc";
  return { ...state, sort, direction, cursor: null };
}
