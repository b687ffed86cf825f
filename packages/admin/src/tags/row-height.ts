import { signal } from "@preact/signals";
import type { Density } from "./list-state.ts";

// As in tags.css: below this width a row is a card of two lines.
const narrow = matchMedia("(max-width: 760px)");
const isNarrow = signal(narrow.matches);
narrow.addEventListener("change", () => {
  isNarrow.value = narrow.matches;
});

/** In px. All rows are alike, so that a list of any length knows how long it is. */
export function useRowHeight(density: Density): number {
  if (isNarrow.value) return density === "compact" ? 52 : 68;
  return density === "compact" ? 37 : 45;
}
