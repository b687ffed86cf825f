import { msg } from "@lingui/core/macro";
import { useRef } from "preact/hooks";
import { useShortcuts, type Shortcut } from "../shell/shortcuts.ts";
import { t } from "../text/i18n.ts";

type ListKeys = {
  ids: readonly number[];
  focus: (index: number) => void;
  /** Null where the person may not, or where there is nothing to do. */
  onEdit: ((id: number) => void) | null;
  onSelect: ((id: number) => void) | null;
  onClear: (() => void) | null;
};

/** Goes through the rows by keys; the row is the one that has the focus, or had it last. */
export function useListKeys({ ids, focus, onEdit, onSelect, onClear }: ListKeys): void {
  const last = useRef<number | null>(null);
  const at = () => {
    const row = document.activeElement?.closest("[data-tag]");
    const id = row ? Number(row.getAttribute("data-tag")) : last.current;
    last.current = id;
    return id === null ? -1 : ids.indexOf(id);
  };
  const inRow = () => document.activeElement?.matches("[data-tag] *") ?? false;
  const go = (step: number) => {
    const to = Math.max(0, Math.min(ids.length - 1, at() + step));
    last.current = ids[to] ?? null;
    focus(to);
  };
  const here = (act: (id: number) => void) => () => {
    const id = ids[at()];
    if (id === undefined) return false;
    return act(id);
  };
  const all: (Shortcut | null)[] = [
    { keys: ["j"], label: t(msg`Next tag`), scope: "page", run: () => go(1) },
    { keys: ["k"], label: t(msg`Previous tag`), scope: "page", run: () => go(-1) },
    { keys: ["ArrowDown"], label: "", scope: "page", run: () => (inRow() ? go(1) : false) },
    { keys: ["ArrowUp"], label: "", scope: "page", run: () => (inRow() ? go(-1) : false) },
    { keys: ["Home"], label: "", scope: "page", run: () => (inRow() ? go(-ids.length) : false) },
    { keys: ["End"], label: "", scope: "page", run: () => (inRow() ? go(ids.length) : false) },
    onEdit && { keys: ["e", "F2"], label: t(msg`Rename`), scope: "page", run: here(onEdit) },
    onSelect && { keys: ["x"], label: t(msg`Select`), scope: "page", run: here(onSelect) },
    onClear && { keys: ["Escape"], label: t(msg`Clear the selection`), scope: "page", run: onClear },
  ];
  useShortcuts(all.filter((one) => one !== null));
}
