import type { PickerResult, PickerTag } from "./picker-vocabulary.ts";
import type { Problem } from "./problem.ts";

export type PickerOption =
  | { kind: "tag"; tag: PickerTag; applied: boolean; similar: boolean }
  | { kind: "create"; name: string };

/** What the picker asks of the page around it. */
export type PickerHost = {
  /** The tags that match, best first; the most used for an empty query. Rejections are shown with a button to try again. */
  load(query: string, signal: AbortSignal, limit: number): Promise<PickerResult>;
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

/** What the picker shows. */
export type PickerView = {
  query: string;
  open: boolean;
  /** The server has not answered to what is typed; what is held may be shown. */
  loading: boolean;
  /** What is shown; its own query tells whether it is stale. */
  result: (PickerResult & { query: string }) | null;
  problem: Problem | null;
  /** Index among the options, -1 for none. */
  active: number;
  /** The reader walks the list rather than edits the text. */
  walking: boolean;
  armed: number | null;
  said: Said;
};
type Said = { kind: "none" | "count" | "applied" | "armed"; name?: string };

export const shownTags = 50;

/** What the list offers: matches, names that are only near, and the name that would be created. */
export function optionsOf(
  result: PickerResult | null,
  isCurrent: boolean,
  applied: ReadonlySet<number>,
  nameToCreate: string | null,
): PickerOption[] {
  const { items = [], similar = [] } = result ?? {};
  const listed = new Set(items.map(({ id }) => id));
  const near = isCurrent ? similar.filter(({ id }) => !listed.has(id)) : [];
  const option = (tag: PickerTag, isSimilar: boolean): PickerOption => ({
    kind: "tag",
    tag,
    applied: applied.has(tag.id),
    similar: isSimilar,
  });
  const tags = [
    ...items.slice(0, shownTags).map((tag) => option(tag, false)),
    ...near.map((tag) => option(tag, true)),
  ];
  return nameToCreate === null ? tags : [...tags, { kind: "create", name: nameToCreate }];
}

export const sameOption = (a: PickerOption, b: PickerOption) =>
  a.kind === "create" ? b.kind === "create" : b.kind === "tag" && a.tag.id === b.tag.id;
