import type { IndexSort } from "@tagdeck/core/tags/inputs";
import { tagTabs, type TagTab } from "@tagdeck/core/tags/tabs";

export const tagColumns = ["description", "kind", "contacts", "created", "updated"] as const;
export type TagColumn = (typeof tagColumns)[number];
export const densities = ["comfortable", "compact"] as const;
export type Density = (typeof densities)[number];

/** How a person likes the list: remembered, and in the address where it is not their usual way. */
export type TagListView = { columns: readonly TagColumn[]; density: Density };

/** What the address says about the list of tags. */
export type TagListState = TagListView & {
  tab: TagTab;
  search: string;
  sort: IndexSort;
  direction: "asc" | "desc";
};

export const usualView: TagListView = {
  columns: ["description", "kind", "contacts", "created", "updated"],
  density: "comfortable",
};

const sorts = {
  name: true,
  contacts: true,
  created: true,
  updated: true,
  deleted: true,
} as const satisfies Record<IndexSort, true>;
export function isTagSort(text: string | null): text is IndexSort {
  return text !== null && Object.hasOwn(sorts, text);
}

/** What one sees first: names from A, the most, the newest. */
const firstDirection = (sort: IndexSort) => (sort === "name" ? "asc" : "desc");
const firstSort = (tab: TagTab): IndexSort => (tab === "deleted" ? "deleted" : "name");

export function readColumns(text: string | null): readonly TagColumn[] | null {
  if (text === null) return null;
  const named = text.split(",");
  return tagColumns.filter((column) => named.includes(column));
}

export function readDensity(text: string | null): Density | null {
  return densities.find((one) => one === text) ?? null;
}

export function readTagList(params: URLSearchParams, usual: TagListView = usualView): TagListState {
  const tab = tagTabs.find((one) => one === params.get("tab")) ?? "all";
  const wanted = params.get("sort");
  const sort = isTagSort(wanted) && (wanted !== "deleted" || tab === "deleted") ? wanted : firstSort(tab);
  const direction = params.get("dir");
  return {
    tab,
    search: params.get("q")?.slice(0, 200) ?? "",
    sort,
    direction: direction === "asc" || direction === "desc" ? direction : firstDirection(sort),
    columns: readColumns(params.get("columns")) ?? usual.columns,
    density: readDensity(params.get("density")) ?? usual.density,
  };
}

/** The shortest address that says the same to everybody: what is so by itself is left out. */
export function writeTagList(state: TagListState): URLSearchParams {
  const params = new URLSearchParams();
  if (state.tab !== "all") params.set("tab", state.tab);
  if (state.search !== "") params.set("q", state.search);
  if (state.sort !== firstSort(state.tab)) params.set("sort", state.sort);
  if (state.direction !== firstDirection(state.sort)) params.set("dir", state.direction);
  const columns = state.columns.join(",");
  if (columns !== usualView.columns.join(",")) params.set("columns", columns);
  if (state.density !== usualView.density) params.set("density", state.density);
  return params;
}

/** Another column begins in its own direction, the same one turns round. */
export function sortBy(state: TagListState, sort: IndexSort): TagListState {
  const direction = state.sort !== sort ? firstDirection(sort) : state.direction === "asc" ? "desc" : "asc";
  return { ...state, sort, direction };
}

/** Another tab begins in its own order. */
export function openTab(state: TagListState, tab: TagTab): TagListState {
  const sort = firstSort(tab);
  return { ...state, tab, sort, direction: firstDirection(sort) };
}
