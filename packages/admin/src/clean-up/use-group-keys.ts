import { msg } from "@lingui/core/macro";
import { useShortcuts } from "../shell/shortcuts.ts";
import { t } from "../text/i18n.ts";

const cards = () => [...document.querySelectorAll<HTMLElement>(".group")];
const at = () => cards().findIndex((card) => card.contains(document.activeElement));

/** Goes from group to group by keys. */
export function useGroupKeys(): void {
  const go = (step: number) => {
    const all = cards();
    const to = all[Math.max(0, Math.min(all.length - 1, at() + step))];
    to?.focus();
    to?.scrollIntoView({ block: "nearest" });
  };
  useShortcuts([
    { keys: ["j"], label: t(msg`Next group`), scope: "page", run: () => go(1) },
    { keys: ["k"], label: t(msg`Previous group`), scope: "page", run: () => go(-1) },
  ]);
}

/** Lets the focus go on to the neighbour of the group that has it, which is about to go. */
export function focusNear(): void {
  const [all, gone] = [cards(), at()];
  if (gone < 0) return;
  const next = all[gone + 1] ?? all[gone - 1] ?? document.querySelector<HTMLElement>("main h1");
  next?.focus();
}
