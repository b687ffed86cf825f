import { signal } from "@preact/signals";
import { formatFull, formatRelative } from "../text/format.ts";

const now = signal(Date.now());
setInterval(() => {
  now.value = Date.now();
}, 30_000);

/** How long ago, with the exact time in the workspace's zone on hover. */
export function Time({ at, timeZone }: { at: string; timeZone: string }) {
  return (
    <time dateTime={at} title={`${formatFull(at, timeZone)} (${timeZone})`}>
      {formatRelative(at, Math.max(now.value, Date.parse(at)), timeZone)}
    </time>
  );
}
