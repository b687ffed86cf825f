import { defaultTagColor } from "@tagdeck/core/tags/color";
import { tagKey } from "@tagdeck/core/tags/name";

export type NamedTag = { id: number; name: string; color: string };

/** A change that is shown although the server has not confirmed it. */
export type Pending =
  | { kind: "add"; tag: NamedTag }
  | { kind: "create"; name: string }
  | { kind: "remove"; id: number };

/** `id` is null for a tag that is being created. */
export type Chip = { id: number | null; name: string; color: string; pending: boolean };

export const named = ({ id, name, color }: NamedTag): NamedTag => ({ id, name, color });

export function sameTags(a: readonly NamedTag[], b: readonly NamedTag[]): boolean {
  return JSON.stringify(a.map(named)) === JSON.stringify(b.map(named));
}

/** What the contact's tags look like once the pending changes succeed, newest first. */
export function chipsOf(tags: readonly NamedTag[], pending: readonly Pending[]): Chip[] {
  let chips = tags.map((tag): Chip => ({ ...named(tag), pending: false }));
  for (const change of pending) {
    if (change.kind === "remove") chips = chips.filter(({ id }) => id !== change.id);
    else if (change.kind === "create") {
      const { name } = change;
      const key = tagKey(name);
      // The feed may have brought it before the answer.
      if (chips.some((chip) => tagKey(chip.name) === key)) continue;
      chips.unshift({ id: null, name, color: defaultTagColor(key), pending: true });
    } else if (!chips.some(({ id }) => id === change.tag.id)) {
      chips.unshift({ ...named(change.tag), pending: true });
    }
  }
  return chips;
}
