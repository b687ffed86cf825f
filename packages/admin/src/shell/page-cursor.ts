/** Which page of a list is shown: the cursor stands in the address, the way back in the history entry. */
export type PageCursor = { cursor: string | null; earlier: readonly (string | null)[] };

export const firstPage: PageCursor = { cursor: null, earlier: [] };

export function nextPage(at: PageCursor, nextCursor: string | null): PageCursor | null {
  return nextCursor === null ? null : { cursor: nextCursor, earlier: [...at.earlier, at.cursor] };
}

/** The page before; the first one when the way here is unknown, as in an address that somebody sent. */
export function previousPage(at: PageCursor): PageCursor | null {
  if (at.cursor === null) return null;
  return { cursor: at.earlier.at(-1) ?? null, earlier: at.earlier.slice(0, -1) };
}

export function readEarlier(historyState: unknown): (string | null)[] {
  if (typeof historyState !== "object" || historyState === null || !("earlier" in historyState)) return [];
  const { earlier } = historyState;
  return Array.isArray(earlier) && earlier.every((one) => one === null || typeof one === "string")
    ? earlier
    : [];
}
