import { useState } from "preact/hooks";
import { useSearchParams } from "wouter-preact";
import { useHistoryState } from "wouter-preact/use-browser-location";
import { type HistoryState, isFiltered, readHistoryState, writeHistoryState } from "./state.ts";

/** What of a history is looked for, as the address has it, and whether the fields for it are shown. */
export function useHistoryFilter() {
  const [params, setParams] = useSearchParams();
  const historyState: unknown = useHistoryState();
  const state = readHistoryState(params);
  const [isOpen, setOpen] = useState(isFiltered(state));
  return {
    state,
    isOpen,
    toggle: () => setOpen(!isOpen),
    change(to: Partial<HistoryState>): void {
      setParams(writeHistoryState(params, { ...state, ...to }), { replace: true, state: historyState });
    },
  };
}
