export type ReadonlySignal<T> = { readonly value: T; peek(): T };
export type Signal<T> = { value: T; peek(): T };

type Watchers = Set<() => void>;

/** Whose values are read by what runs now. */
let read: Set<Watchers> | null = null;
let changes = 0;
let open = 0;
const due = new Set<() => void>();

function tracked<T>(work: () => T): [result: T, read: Set<Watchers>] {
  const before = read;
  const mine = new Set<Watchers>();
  read = mine;
  try {
    return [work(), mine];
  } finally {
    read = before;
  }
}

/** Runs the effects of all changes once, at the end. */
export function batch<T>(work: () => T): T {
  open += 1;
  try {
    return work();
  } finally {
    if (open === 1) {
      for (const run of due) {
        due.delete(run);
        run();
      }
    }
    open -= 1;
  }
}

/**
 * Signals as `@preact/signals-core` has them, as far as the panel needs them: that is a kilobyte and a half of the
 * 30 that it may weigh, and this a fifth of it. An effect runs again when any signal changes that it depends on.
 */
export function signal<T>(value: T): Signal<T> {
  const watchers: Watchers = new Set();
  return {
    get value() {
      read?.add(watchers);
      return value;
    },
    set value(next) {
      if (next === value) return;
      value = next;
      changes += 1;
      batch(() => watchers.forEach((run) => due.add(run)));
    },
    peek: () => value,
  };
}

/** Computed when it is read and something has changed since. */
export function computed<T>(work: () => T): ReadonlySignal<T> {
  let at = changes;
  let known = tracked(work);
  const peek = () => {
    if (at !== changes) known = tracked(work);
    at = changes;
    return known[0];
  };
  return {
    get value() {
      const value = peek();
      known[1].forEach((watchers) => read?.add(watchers));
      return value;
    },
    peek,
  };
}

/** Runs at once and after changes, until it is stopped by what this returns. */
export function effect(work: () => void): () => void {
  let watched = new Set<Watchers>();
  const stop = () => {
    due.delete(run);
    for (const watchers of watched) watchers.delete(run);
  };
  const run = () => {
    stop();
    watched = tracked(work)[1];
    for (const watchers of watched) watchers.add(run);
  };
  run();
  return stop;
}
