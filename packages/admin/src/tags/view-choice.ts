import { recall, remember } from "../shell/preferences.ts";
import { readColumns, readDensity, usualView, type TagListView } from "./list-state.ts";

/** How this person has the list in this browser. */
export function recallView(person: string): TagListView {
  const [columns = null, density = null] = recall(`tags.${person}`)?.split(";") ?? [];
  return {
    columns: readColumns(columns) ?? usualView.columns,
    density: readDensity(density) ?? usualView.density,
  };
}

export function rememberView(person: string, { columns, density }: TagListView): void {
  remember(`tags.${person}`, `${columns.join(",")};${density}`);
}
