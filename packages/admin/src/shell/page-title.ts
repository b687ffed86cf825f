import { useEffect, useRef } from "preact/hooks";

let pagesShown = 0;

/**
 * Names the browser's tab and, when the page was reached by navigation and not by loading, moves the focus to
 * its heading, so that a screen reader tells where one is; where a field waits to be filled, to that.
 */
export function usePageTitle(title: string, workspace?: string) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = [title, workspace, "Tagdeck"].filter(Boolean).join(" · ");
  }, [title, workspace]);
  useEffect(() => {
    pagesShown += 1;
    const main = heading.current?.closest("main");
    const field = main?.querySelector<HTMLElement>("input[autofocus]");
    if (field) field.focus();
    else if (pagesShown > 1 && !main?.contains(document.activeElement)) {
      heading.current?.focus({ preventScroll: true });
    }
  }, []);
  return heading;
}
