import { formatFull, formatRelative } from "../text/format.ts";
import { clock } from "./clock.ts";

/** How long ago, with the exact time in the workspace's zone on hover. */
export function Time({ at, timeZone }: { at: string; timeZone: string }) {
  return (
    <time dateTime={at} title={`${formatFull(at, timeZone)} (${timeZone})`}>
      {formatRelative(at, Math.max(clock.value, Date.parse(at)), timeZone)}
    </time>
  );
}
