import { useEffect, useRef, useState } from "preact/hooks";
import { formatNumber } from "../text/format.ts";

/** A number that lights up for a moment when it moves; null = not counted yet. */
export function LiveNumber({ value }: { value: number | null }) {
  const before = useRef(value);
  const [flash, setFlash] = useState<"up" | "down" | null>(null);
  useEffect(() => {
    if (before.current === value) return;
    if (value !== null && before.current !== null) setFlash(value > before.current ? "up" : "down");
    before.current = value;
  }, [value]);
  return (
    <span class={`live-number${flash ? ` flash-${flash}` : ""}`} onAnimationEnd={() => setFlash(null)}>
      {value === null ? "–" : formatNumber(value)}
    </span>
  );
}
