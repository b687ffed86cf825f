import type { RefObject } from "preact";
import { useEffect, useRef } from "preact/hooks";

/**
 * Calls back when the focus has left a box. While a pointer is down it waits: what it does may move the page,
 * and a button that moves away under the pointer is not clicked.
 */
export function useFocusLeft(
  box: RefObject<HTMLElement>,
  onLeft: () => void,
): (event: { relatedTarget: EventTarget | null }) => void {
  const latest = useRef(onLeft);
  latest.current = onLeft;
  const pointer = useRef({ down: false, left: false });

  useEffect(() => {
    const state = pointer.current;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const release = () => {
      state.down = false;
      // The click comes right after.
      timer = setTimeout(() => {
        if (!state.left) return;
        state.left = false;
        if (!box.current?.matches(":focus-within")) latest.current();
      });
    };
    const listening = new AbortController();
    const options = { capture: true, signal: listening.signal };
    window.addEventListener("pointerdown", () => (state.down = true), options);
    window.addEventListener("pointerup", release, options);
    window.addEventListener("pointercancel", release, options);
    return () => {
      clearTimeout(timer);
      listening.abort();
    };
  }, [box]);

  return ({ relatedTarget }) => {
    if (relatedTarget instanceof Node && box.current?.contains(relatedTarget)) return;
    if (pointer.current.down) pointer.current.left = true;
    else latest.current();
  };
}
