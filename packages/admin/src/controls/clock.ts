import { signal } from "@preact/signals";

/** The time that is shown, in epoch ms; it moves every half minute. */
export const clock = signal(Date.now());
setInterval(() => {
  clock.value = Date.now();
}, 30_000);
