import type { Tag } from "@tagdeck/core/tags/tag";
import { toProblem, type Problem } from "./problem.ts";

export type PickerTag = Pick<Tag, "id" | "name" | "color" | "contactCount">;
export type PickerResult = {
  items: readonly PickerTag[];
  exact: PickerTag | null;
  /** Tags that may have been meant instead of a new one, nearest first. */
  similar: readonly PickerTag[];
};

export type PickerOption =
  | { kind: "tag"; tag: PickerTag; applied: boolean; similar: boolean }
  | { kind: "create"; name: string };

/** What the picker asks of the page around it. */
export type PickerHost = {
  /** The tags that match, best first. Rejections are shown with a button to try again. */
  load(query: string, signal: AbortSignal): Promise<PickerResult>;
  /** Ids of the tags that need no second applying. */
  applied: ReadonlySet<number>;
  canCreate: boolean;
  /** The name as it would be stored, or a thrown DomainError that says why not. */
  parseName(input: string): string;
  onPick(tag: PickerTag): void;
  onCreate(name: string): void;
  /** The tag that two presses of Backspace in the empty field remove. */
  last?: { id: number; name: string } | null | undefined;
  onArm?(tagId: number | null): void;
  onRemoveLast?(tagId: number): void;
  /** Escape in the empty field, or the focus left it empty. */
  onClose?(): void;
};

type Said = { kind: "none" | "count" | "applied" | "armed"; name?: string };

type State = {
  query: string;
  open: boolean;
  loading: boolean;
  /** Of the newest reply; its own query tells whether it is stale. */
  result: (PickerResult & { query: string }) | null;
  problem: Problem | null;
  /** Index among the options, -1 for none. */
  active: number;
  /** The reader walks the list rather than edits the text. */
  walking: boolean;
  armed: number | null;
  said: Said;
};

const typingPauseMs = 90;
const queryMaxUnits = 200;

/** The picker without its DOM. State changes at once, so keys that come faster than rendering find it right. */
export function createPickerState(host: () => PickerHost, changed: () => void, clearField: () => void) {
  let state: State = {
    query: "",
    open: false,
    loading: false,
    result: null,
    problem: null,
    active: -1,
    walking: false,
    armed: null,
    said: { kind: "none" },
  };
  let request: AbortController | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  // Enter pressed before the answer to what was typed had come.
  let waiting: "apply" | "create" | null = null;

  function set(change: Partial<State>): void {
    const armedBefore = state.armed;
    state = { ...state, ...change };
    if (state.armed !== armedBefore) host().onArm?.(state.armed);
    changed();
  }

  const isFresh = () => !state.loading && state.result?.query === state.query;

  function nameToCreate(): { name: string } | { problem: Problem } | null {
    if (!host().canCreate || state.query.trim() === "") return null;
    if (isFresh() && state.result?.exact) return null;
    try {
      return { name: host().parseName(state.query) };
    } catch (error) {
      return { problem: toProblem(error) };
    }
  }

  function options(): PickerOption[] {
    const option =
      (similar: boolean) =>
      (tag: PickerTag): PickerOption => ({
        kind: "tag",
        tag,
        applied: host().applied.has(tag.id),
        similar,
      });
    const { items = [], similar = [] } = state.result ?? {};
    const listed = new Set(items.map(({ id }) => id));
    const near = isFresh() ? similar.filter(({ id }) => !listed.has(id)) : [];
    const tags = [...items.map(option(false)), ...near.map(option(true))];
    const create = isFresh() ? nameToCreate() : null;
    return create && "name" in create ? [...tags, { kind: "create", name: create.name }] : tags;
  }

  function search(delayMs: number): void {
    clearTimeout(timer);
    request?.abort();
    const mine = new AbortController();
    request = mine;
    const { query } = state;
    set({ loading: true, problem: null });
    timer = setTimeout(() => {
      host()
        .load(query.trim().slice(0, queryMaxUnits), mine.signal)
        .then(
          (result) => {
            if (request === mine) arrived({ ...result, query });
          },
          (error: unknown) => {
            if (request !== mine) return;
            waiting = null;
            set({ loading: false, result: null, active: -1, problem: toProblem(error) });
          },
        );
    }, delayMs);
  }

  function arrived(result: PickerResult & { query: string }): void {
    set({ loading: false, result });
    // The first match is ready for Enter; without one it is "Create", and never a name that is only near.
    const typed = state.query.trim() !== "";
    const offered = options();
    const first = offered.findIndex((option) => option.kind === "create" || !option.similar);
    set({ active: typed ? first : -1, said: { kind: typed ? "count" : "none" } });
    const key = waiting;
    waiting = null;
    // Who pressed Enter without having seen the near names is shown them first.
    const unseen = offered.some((option) => option.kind === "tag" && option.similar);
    if (key === "apply" && !(unseen && offered[first]?.kind === "create")) choose(first);
    if (key === "create") create();
  }

  function clear(): void {
    clearField();
    waiting = null;
    set({ query: "", active: -1, walking: false, armed: null });
    search(0);
  }

  function choose(index: number): void {
    const option = options()[index];
    if (!option) return;
    if (option.kind === "create") host().onCreate(option.name);
    else if (option.applied) return set({ said: { kind: "applied", name: option.tag.name } });
    else host().onPick(option.tag);
    clear();
  }

  function create(): void {
    const exact = state.result?.exact;
    const wanted = nameToCreate();
    if (exact) choose(options().findIndex((option) => option.kind === "tag" && option.tag.id === exact.id));
    else if (wanted && "name" in wanted) choose(options().length - 1);
  }

  return {
    get: () => state,
    options,
    isFresh,
    /** Why what was typed cannot become a tag; null while it can or need not. */
    nameProblem(): Problem | null {
      const wanted = isFresh() ? nameToCreate() : null;
      return wanted && "problem" in wanted ? wanted.problem : null;
    },
    open(): void {
      if (state.open) return;
      set({ open: true, active: -1, walking: false });
      if (!isFresh()) search(0);
    },
    close(): void {
      set({ open: false, active: -1, walking: false, armed: null });
    },
    typed(query: string): void {
      if (query === state.query) return;
      waiting = null;
      set({ query, open: true, active: -1, walking: false, armed: null });
      search(query.trim() === "" ? 0 : typingPauseMs);
    },
    retry: () => search(0),
    clear,
    choose,
    /** Enter: at once, or as soon as the answer to what was typed is there. */
    enter(withCreate: boolean): void {
      if (!state.open) return set({ open: true });
      if (!isFresh() && !state.problem) waiting = withCreate ? "create" : "apply";
      else if (withCreate) create();
      else choose(state.active);
    },
    point(active: number): void {
      if (active !== state.active) set({ active });
    },
    walk(to: "next" | "previous" | "first" | "last"): void {
      const count = options().length;
      const at = state.active;
      const next = { next: at + 1, previous: at < 0 ? count - 1 : at - 1, first: 0, last: count - 1 }[to];
      set({ open: true, walking: true, armed: null, active: count === 0 ? -1 : (next + count) % count });
    },
    /** Backspace in the empty field: the first press names the tag, the second removes it. */
    backspace(): void {
      const last = host().last;
      if (!last) return;
      if (state.armed !== last.id) {
        return set({ armed: last.id, said: { kind: "armed", name: last.name } });
      }
      set({ armed: null, said: { kind: "none" } });
      host().onRemoveLast?.(last.id);
    },
    disarm(): void {
      if (state.armed !== null) set({ armed: null });
    },
    dispose(): void {
      clearTimeout(timer);
      request?.abort();
      request = null;
    },
  };
}

export type PickerState = ReturnType<typeof createPickerState>;
