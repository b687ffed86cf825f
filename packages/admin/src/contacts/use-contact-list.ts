import { useMemo } from "preact/hooks";
import { useSearchParams } from "wouter-preact";
import { useHistoryState } from "wouter-preact/use-browser-location";
import { nextPage, previousPage, readEarlier, type PageCursor } from "../shell/page-cursor.ts";
import { readContactList, writeContactList, type ContactListState } from "./list-state.ts";

/** The state of the list as the address has it, and the ways to change it. */
export function useContactList() {
  const [params, setParams] = useSearchParams();
  const historyState: unknown = useHistoryState();
  const text = params.toString();
  const state = useMemo(() => readContactList(new URLSearchParams(text)), [text]);
  const at: PageCursor = { cursor: state.cursor, earlier: readEarlier(historyState) };

  const go = (to: PageCursor) => {
    setParams(writeContactList({ ...state, cursor: to.cursor }), { state: { earlier: to.earlier } });
    scrollTo({ top: 0 });
  };
  const back = previousPage(at);
  return {
    state,
    change(to: Partial<ContactListState>): void {
      setParams(writeContactList({ ...state, ...to, cursor: null }), { replace: to.search !== undefined });
    },
    previous: back && (() => go(back)),
    next(nextCursor: string | null): (() => void) | null {
      const to = nextPage(at, nextCursor);
      return to && (() => go(to));
    },
  };
}
