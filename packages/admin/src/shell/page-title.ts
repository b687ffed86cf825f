import { useEffect, useRef } from "preact/hooks";

let pagesShown = 0;

/**
 * Names the browser's tab and, when the page was reached by navigation and not by loading, moves the focus to
 * its heading, so that a screen reader tells where one is.
 */
export function usePageTitle(title: string, workspace?: string) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = [title, workspace, "Tagdeck"].filter(Boolean).join(" · ");
  }, [title, workspace]);
  useEffect(() => {
    pagesShown += 1;
    const active = document.activeElement;
    const taken =
      active !== null && active !== document.body && heading.current?.closest("main")?.contains(active);
    if (pagesShown > 1 && !taken) heading.current?.focus({ preventScroll: true });
  }, []);
  return heading;
}
