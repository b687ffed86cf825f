import { useMemo } from "preact/hooks";
import { useSearchParams } from "wouter-preact";
import { useConsole } from "../shell/console.ts";
import { readTagList, writeTagList, type TagListState } from "./list-state.ts";
import { recallView, rememberView } from "./view-choice.ts";

/** The state of the list as the address has it, and the way to change it. */
export function useTagList() {
  const { user } = useConsole();
  const [params, setParams] = useSearchParams();
  const text = params.toString();
  const state = useMemo(() => readTagList(new URLSearchParams(text), recallView(user.id)), [text, user.id]);
  return {
    state,
    /** Typing and looks replace the history entry; another tab or order is a step one can go back from. */
    change(to: Partial<TagListState>): void {
      const next = { ...state, ...to };
      const looks = to.columns !== undefined || to.density !== undefined;
      if (looks) rememberView(user.id, next);
      setParams(writeTagList(next), { replace: looks || to.search !== undefined });
    },
  };
}
