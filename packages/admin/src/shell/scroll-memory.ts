import { useLayoutEffect } from "preact/hooks";

let popped = false;
addEventListener("popstate", () => {
  popped = true;
  setTimeout(() => {
    popped = false;
  }, 1_000);
});
const reloaded = () =>
  performance.getEntriesByType("navigation").some((entry) => "type" in entry && entry.type !== "navigate");
let first = true;

const key = (address: string) => `tagdeck.scroll ${address}`;

/** Comes back to where a long page was scrolled to, on going back and on reloading, once it is as long again. */
export function useScrollMemory(ready: boolean): void {
  useLayoutEffect(() => {
    if (!ready) return;
    const address = location.href;
    const comesBack = popped || (first && reloaded());
    first = false;
    if (comesBack) scrollTo({ top: Number(read(address)), behavior: "instant" });
    let top = scrollY;
    const onScroll = () => {
      top = scrollY;
    };
    const save = () => write(address, top);
    addEventListener("scroll", onScroll, { passive: true });
    addEventListener("pagehide", save);
    return () => {
      save();
      removeEventListener("scroll", onScroll);
      removeEventListener("pagehide", save);
    };
  }, [ready]);
}

// Storage may be blocked; then one begins at the top.
function read(address: string): string | null {
  try {
    return sessionStorage.getItem(key(address));
  } catch {
    return null;
  }
}

function write(address: string, top: number): void {
  try {
    sessionStorage.setItem(key(address), String(top));
  } catch {
    // see read
  }
}
