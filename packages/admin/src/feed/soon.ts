const pause = 1_000;
const waiting = new Set<string>();

/** Runs once, a little later, however often it is asked for meanwhile: a busy workspace changes many times a second. */
export function soon(what: string, run: () => void): void {
  if (waiting.has(what)) return;
  waiting.add(what);
  setTimeout(() => {
    waiting.delete(what);
    run();
  }, pause);
}
