import type { ContactTag } from "@tagdeck/core/tags/tag";
import { useEffect, useMemo, useState } from "preact/hooks";

// A longer timer could end at once.
const longestTimer = 86_400_000;

/** The tags that have not run out. At the instant when the next one does, it is gone, and `onEnd` is called. */
export function useLasting(tags: readonly ContactTag[], onEnd: () => void): readonly ContactTag[] {
  const [round, setRound] = useState(0);
  const lasting = useMemo(() => tags.filter((tag) => endOf(tag) > Date.now()), [tags, round]);
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

function endOf({ expiresAt }: ContactTag): number {
  return expiresAt === null ? Number.POSITIVE_INFINITY : Date.parse(expiresAt);
}
