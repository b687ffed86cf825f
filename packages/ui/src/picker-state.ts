import {
  optionsOf,
  sameOption,
  shownTags,
  type PickerHost,
  type PickerOption,
  type PickerView,
} from "./picker-options.ts";
import { createVocabulary, renewed, type PickerResult, type TagChanges } from "./picker-vocabulary.ts";
import { toProblem, type Problem } from "./problem.ts";

type Ask = "held" | "typed";

const typingPauseMs = 90;
const queryMaxUnits = 200;
const heldTags = 200;

/** The picker without its DOM. State changes at once, so keys that come faster than rendering find it right. */
export function createPickerState(host: () => PickerHost, changed: () => void, clearField: () => void) {
  let state: PickerView = {
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
  const vocabulary = createVocabulary();
  const requests = new Map<Ask, AbortController>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  // Enter pressed before the answer to what was typed had come.
  let waiting: "apply" | "create" | null = null;

  function set(change: Partial<PickerView>): void {
    const armedBefore = state.armed;
    state = { ...state, ...change };
    if (state.armed !== armedBefore) host().onArm?.(state.armed);
    changed();
  }

  const isTyped = () => state.query.trim() !== "";
  const isShown = () => state.result?.query === state.query;
  const isFresh = () => !state.loading && isShown();
  /** Whether there is a tag of this name: the server told, or every tag is held. */
  const isKnown = () => isShown() && (!state.loading || vocabulary.isWhole());

  function nameToCreate(): { name: string } | { problem: Problem } | null {
    if (!host().canCreate || !isTyped() || !isShown() || state.result?.exact) return null;
    try {
      return { name: host().parseName(state.query) };
    } catch (error) {
      return { problem: toProblem(error) };
    }
  }

  function options(): PickerOption[] {
    const wanted = nameToCreate();
    const name = wanted && "name" in wanted ? wanted.name : null;
    return optionsOf(state.result, isShown(), host().applied, name);
  }

  function ask(which: Ask, query: string, limit: number, take: (result: PickerResult) => void): void {
    requests.get(which)?.abort();
    const mine = new AbortController();
    requests.set(which, mine);
    const isMine = () => requests.get(which) === mine;
    host()
      .load(query.trim().slice(0, queryMaxUnits), mine.signal, limit)
      .then(
        (result) => {
          if (isMine()) take(result);
        },
        (error: unknown) => {
          // What is held already stays good enough when it cannot be renewed.
          if (!isMine() || (which === "held" && (isTyped() || vocabulary.isReady()))) return;
          waiting = null;
          const result = vocabulary.isReady() ? state.result : null;
          set({ loading: false, result, active: result ? state.active : -1, problem: toProblem(error) });
        },
      );
  }

  /** Holds the most used tags; what is shown meanwhile stays. */
  function hold(): void {
    if (!vocabulary.isReady() && !isTyped()) set({ loading: true, problem: null });
    ask("held", "", heldTags, ({ items, total }) => {
      vocabulary.hold(items, total);
      if (!isFresh() || !isTyped()) showHeld();
    });
  }

  function showHeld(): void {
    if (vocabulary.isReady()) show({ ...vocabulary.find(state.query), query: state.query }, isTyped());
  }

  function search(delayMs: number): void {
    clearTimeout(timer);
    requests.get("typed")?.abort();
    requests.delete("typed");
    if (!isTyped()) return vocabulary.isReady() ? showHeld() : hold();
    const { query } = state;
    set({ loading: true, problem: null });
    showHeld();
    timer = setTimeout(
      () =>
        ask("typed", query, shownTags, (answer) => {
          const shown = isShown() ? (state.result?.items ?? []) : [];
          arrived({ ...vocabulary.merge(shown, answer, query), query });
        }),
      delayMs,
    );
  }

  /**
   * What Enter applies depends on what was typed and not on when the server answered: the first match is ready,
   * and stays so when better ones come, except for the whole name. Without one it is "Create", never a near name.
   */
  function show(result: PickerResult & { query: string }, loading: boolean): void {
    const before = isShown() ? options()[state.active] : undefined;
    set({ result, loading, problem: null });
    const offered = options();
    const first = offered.findIndex((option) => (option.kind === "create" ? !loading : !option.similar));
    const kept = offered.findIndex((option) => before && sameOption(option, before));
    const stays = kept >= 0 && (state.walking || !result.exact);
    set({ active: stays ? kept : isTyped() ? first : -1 });
  }

  function arrived(result: PickerResult & { query: string }): void {
    show(result, false);
    set({ said: { kind: "count" } });
    const key = waiting;
    waiting = null;
    const offered = options();
    // Who pressed Enter without having seen the near names is shown them first.
    const unseen = offered.some((option) => option.kind === "tag" && option.similar);
    if (key === "apply" && !(unseen && offered[state.active]?.kind === "create")) choose(state.active);
    if (key === "create") create();
  }

  function again(): void {
    hold();
    if (isTyped()) search(0);
  }

  function clear(): void {
    clearField();
    waiting = null;
    set({ query: "", active: -1, walking: false, armed: null, said: { kind: "none" } });
    search(0);
  }

  function choose(index: number): void {
    const option = options()[index];
    if (!option) return;
    if (option.kind === "tag" && option.applied) {
      return set({ said: { kind: "applied", name: option.tag.name } });
    }
    if (option.kind === "tag") host().onPick(option.tag);
    else if (isKnown()) host().onCreate(option.name);
    else return void (waiting = "create");
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
    /** Why what was typed cannot become a tag; null while it can or need not. */
    nameProblem(): Problem | null {
      const wanted = nameToCreate();
      return wanted && "problem" in wanted ? wanted.problem : null;
    },
    open(): void {
      if (state.open) return;
      set({ open: true, active: -1, walking: false });
      hold();
    },
    close(): void {
      set({ open: false, active: -1, walking: false, armed: null });
    },
    typed(query: string): void {
      if (query === state.query) return;
      waiting = null;
      set({ query, open: true, active: -1, walking: false, armed: null });
      search(typingPauseMs);
    },
    /** Tags that were renamed, recoloured, counted, made or deleted elsewhere. */
    update(changes: TagChanges): void {
      if (changes.reset) return again();
      vocabulary.update(changes);
      const { result, loading } = state;
      if (!result || !isShown()) return;
      if (!isTyped()) return showHeld();
      const [exact = null] = renewed(result.exact ? [result.exact] : [], changes);
      const [items, similar] = [renewed(result.items, changes), renewed(result.similar, changes)];
      show({ ...result, items, exact, similar }, loading);
    },
    retry: again,
    clear,
    choose,
    /** Enter: at once, or as soon as the answer to what was typed is there. */
    enter(withCreate: boolean): void {
      if (!state.open) return set({ open: true });
      const chosen = options()[state.active];
      const sure = chosen && (state.walking || vocabulary.isWhole() || state.result?.exact);
      if (withCreate && (isKnown() || state.problem)) create();
      else if (!withCreate && (sure || isFresh() || state.problem)) choose(state.active);
      else waiting = withCreate ? "create" : "apply";
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
      for (const request of requests.values()) request.abort();
      requests.clear();
    },
  };
}

export type PickerState = ReturnType<typeof createPickerState>;
