import { computed, signal } from "@preact/signals";

export type Selection = ReturnType<typeof createSelection>;

/** Which tags are selected, wherever the list is scrolled to and whatever it is searched for. */
export function createSelection() {
  const ids = signal<ReadonlySet<number>>(new Set());
  let anchor: number | null = null;

  return {
    ids,
    size: computed(() => ids.value.size),
    /** Selects or lets go of one; with `range` all from the one before it in the list's order, too. */
    toggle(id: number, order: readonly number[], range: boolean): void {
      const next = new Set(ids.peek());
      const on = !next.has(id);
      const [from, to] = [anchor === null ? -1 : order.indexOf(anchor), order.indexOf(id)];
      const touched =
        range && from >= 0 && to >= 0 ? order.slice(Math.min(from, to), Math.max(from, to) + 1) : [id];
      for (const one of touched) {
        if (on) next.add(one);
        else next.delete(one);
      }
      anchor = id;
      ids.value = next;
    },
    /** Adds all of these. */
    add(more: readonly number[]): void {
      ids.value = new Set([...ids.peek(), ...more]);
    },
    drop(gone: readonly number[]): void {
      if (!gone.some((id) => ids.peek().has(id))) return;
      const next = new Set(ids.peek());
      for (const id of gone) next.delete(id);
      ids.value = next;
    },
    clear(): void {
      anchor = null;
      ids.value = new Set();
    },
  };
}
