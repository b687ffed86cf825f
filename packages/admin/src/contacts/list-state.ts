/** What the address says about the list of contacts. */
export type ContactListState = {
  search: string;
  tagId: number | null;
  size: number;
  cursor: string | null;
};

export const contactPageSizes = [25, 50, 100, 200] as const;

export function readContactList(params: URLSearchParams): ContactListState {
  const tag = params.get("tag") ?? "";
  const size = Number(params.get("size"));
  return {
    search: params.get("q")?.slice(0, 200) ?? "",
    tagId: /^[1-9]\d{0,14}$/.test(tag) ? Number(tag) : null,
    size: contactPageSizes.find((one) => one === size) ?? 50,
    cursor: params.get("cursor"),
  };
}

export function writeContactList(state: ContactListState): URLSearchParams {
  const params = new URLSearchParams();
  if (state.search !== "") params.set("q", state.search);
  if (state.tagId !== null) params.set("tag", String(state.tagId));
  if (state.size !== 50) params.set("size", String(state.size));
  if (state.cursor !== null) params.set("cursor", state.cursor);
  return params;
}
