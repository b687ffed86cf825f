import type { ContactSort } from "@tagdeck/core/contacts/inputs";

/** What the address says about the list of contacts. */
export type ContactListState = {
  search: string;
  /** Tags to have: all of them, or any. */
  tags: number[];
  match: "all" | "any";
  /** Tags not to have. */
  without: number[];
  sort: ContactSort;
  size: number;
  cursor: string | null;
};

export const contactPageSizes = [25, 50, 100, 200] as const;
const tagsMax = 20;

export const wholeList = {
  search: "",
  tags: [],
  match: "all",
  without: [],
} satisfies Partial<ContactListState>;

export function readContactList(params: URLSearchParams): ContactListState {
  const sort = params.get("sort");
  const size = Number(params.get("size"));
  return {
    search: params.get("q")?.slice(0, 200) ?? "",
    tags: readIds(params, "tag"),
    match: params.get("match") === "any" ? "any" : "all",
    without: readIds(params, "without"),
    sort: sort === "name" ? "name" : "newest",
    size: contactPageSizes.find((one) => one === size) ?? 50,
    cursor: params.get("cursor"),
  };
}

function readIds(params: URLSearchParams, name: string): number[] {
  const ids = params.getAll(name).filter((id) => /^[1-9]\d{0,14}$/.test(id));
  return [...new Set(ids.map(Number))].slice(0, tagsMax);
}

export function writeContactList(state: ContactListState): URLSearchParams {
  const params = new URLSearchParams();
  if (state.search !== "") params.set("q", state.search);
  for (const id of state.tags) params.append("tag", String(id));
  if (state.match === "any" && state.tags.length > 1) params.set("match", "any");
  for (const id of state.without) params.append("without", String(id));
  if (state.sort !== "newest") params.set("sort", state.sort);
  if (state.size !== 50) params.set("size", String(state.size));
  if (state.cursor !== null) params.set("cursor", state.cursor);
  return params;
}

/** Whether anything is left out of the list. */
export function isFiltered({ search, tags, without }: ContactListState): boolean {
  return search.trim() !== "" || tags.length > 0 || without.length > 0;
}

/** What the API is asked for. */
export function contactFilter({ search, tags, match, without }: ContactListState) {
  return match === "any" && tags.length > 1
    ? { search, anyTags: tags, noTags: without }
    : { search, allTags: tags, noTags: without };
}
