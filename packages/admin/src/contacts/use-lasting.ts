import { useEffect, useMemo, useState } from "preact/hooks";

// A longer timer could end at once.
const longestTimer = 86_400_000;

type Ending = { expiresAt: string | null };

/** Those that have not run out. At the instant when the next one does, it is gone, and `onEnd` is called. */
export function useLasting<T extends Ending>(all: readonly T[], onEnd: () => void): readonly T[] {
  const [round, setRound] = useState(0);
  const lasting = useMemo(() => all.filter((one) => endOf(one) > Date.now()), [all, round]);
  const next = Math.min(...lasting.map(endOf));
  useEffect(() => {
    if (next === Number.POSITIVE_INFINITY) return;
    const timer = setTimeout(
      () => {
        setRound((n) => n + 1);
        if (next <= Date.now()) onEnd();
      },
      Math.min(next - Date.now(), longestTimer),
    );
    return () => clearTimeout(timer);
  }, [next, round]);
  return lasting;
}

function endOf({ expiresAt }: Ending): number {
  return expiresAt === null ? Number.POSITIVE_INFINITY : Date.parse(expiresAt);
}
