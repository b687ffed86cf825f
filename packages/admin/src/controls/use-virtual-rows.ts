import {
  observeWindowOffset,
  observeWindowRect,
  Virtualizer,
  windowScroll,
  type VirtualItem,
} from "@tanstack/virtual-core";
import { useLayoutEffect, useReducer, useState } from "preact/hooks";

type VirtualRows = {
  count: number;
  /** Every row is so high, in px. */
  rowHeight: number;
  /** Where the first row begins on the page, in px. */
  top: number;
};

/** Which of a long list's rows to render, as the page scrolls. */
export function useVirtualRows({ count, rowHeight, top }: VirtualRows) {
  const [, render] = useReducer((n: number) => n + 1, 0);
  const options = {
    count,
    estimateSize: () => rowHeight,
    scrollMargin: top,
    overscan: 10,
    // Below the head of the list that stays in view, above the bar of what is selected.
    scrollPaddingStart: 48,
    scrollPaddingEnd: 96,
    getScrollElement: () => window,
    observeElementRect: observeWindowRect,
    observeElementOffset: observeWindowOffset,
    scrollToFn: windowScroll,
    initialOffset: () => window.scrollY,
    initialRect: { width: window.innerWidth, height: window.innerHeight },
  };
  const [virtualizer] = useState(
    () => new Virtualizer<Window, HTMLElement>({ ...options, onChange: () => render(null) }),
  );
  virtualizer.setOptions({ ...options, onChange: () => render(null) });
  useLayoutEffect(() => virtualizer._didMount(), [virtualizer]);
  useLayoutEffect(() => virtualizer._willUpdate());
  // Other heights: what was measured by the old ones is void.
  useLayoutEffect(() => virtualizer.measure(), [virtualizer, rowHeight, top]);
  const items: VirtualItem[] = virtualizer.getVirtualItems();
  const [first, last] = [items[0], items.at(-1)];
  return {
    from: first?.index ?? 0,
    to: (last?.index ?? -1) + 1,
    before: first ? first.start - top : 0,
    after: last ? virtualizer.getTotalSize() - (last.end - top) : 0,
    scrollTo: (index: number) => virtualizer.scrollToIndex(index, { align: "auto" }),
  };
}
