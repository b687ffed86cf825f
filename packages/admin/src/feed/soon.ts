const pause = 1_000;
const waiting = new Set<string>();
const lastRuns = new Map<string, number>();

/** Runs at once, and then at most once a second, however often it is asked for: a busy workspace never rests. */
export function soon(what: string, run: () => void): void {
  if (waiting.has(what)) return;
  waiting.add(what);
  const rest = (lastRuns.get(what) ?? 0) + pause - Date.now();
  setTimeout(
    () => {
      waiting.delete(what);
      lastRuns.set(what, Date.now());
      run();
    },
    Math.max(0, rest),
  );
}
