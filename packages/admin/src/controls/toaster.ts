import * as toast from "@zag-js/toast";

export const toastStore = toast.createStore({ placement: "bottom", max: 3, gap: 8, overlap: false });

type Toast = { text: string; action?: { label: string; run: () => void } };

/** Says what was done, in one line, with a way back when there is one. */
export function notify({ text, action }: Toast): void {
  toastStore.create({
    title: text,
    type: "info",
    duration: action ? 10_000 : 5_000,
    ...(action && { action: { label: action.label, onClick: action.run } }),
  });
}

export function notifyProblem({ text, action }: Toast): void {
  toastStore.create({
    title: text,
    type: "error",
    duration: 10_000,
    ...(action && { action: { label: action.label, onClick: action.run } }),
  });
}
