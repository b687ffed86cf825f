import { useEffect, useRef, useState } from "preact/hooks";
import { theme } from "../shell/preferences.ts";
import { formatNumber } from "../text/format.ts";
import { locale } from "../text/i18n.ts";
import { Bone } from "./states.tsx";

export type LineChartProps = {
  /** What it shows, in a sentence; the numbers themselves are for a table beside it. */
  label: string;
  /** Days as UTC's midnight of their dates, in epoch ms, oldest first. */
  days: readonly number[];
  values: readonly number[];
};

const height = 200;

/** A line over days. The library comes when the first chart is shown; the place is kept for it. */
export function LineChart({ label, days, values }: LineChartProps) {
  const place = useRef<HTMLDivElement>(null);
  const [shown, setShown] = useState(false);
  const [point, setPoint] = useState<number | null>(null);
  const scheme = theme.value;

  useEffect(() => {
    const target = place.current;
    if (!target) return;
    let gone = false;
    let remove = () => undefined as void;
    void import("./draw-line.ts").then(
      ({ drawLine }) => {
        if (gone) return;
        remove = drawLine(target, { days, values, height, locale: locale.value, onPoint: setPoint });
        setShown(true);
      },
      () => undefined,
    );
    return () => {
      gone = true;
      remove();
    };
  }, [days, values, scheme]);

  const [day, value] = point === null ? [undefined, undefined] : [days[point], values[point]];
  return (
    <div class="chart">
      <div class="chart-point" aria-hidden>
        {day !== undefined && value !== undefined && (
          <>
            <b>{formatNumber(value)}</b> {formatDate(day)}
          </>
        )}
      </div>
      <div ref={place} role="img" aria-label={label} class="chart-place" style={{ height: `${height}px` }}>
        {!shown && <Bone height={`${height - 24}px`} />}
      </div>
    </div>
  );
}

function formatDate(day: number): string {
  return new Intl.DateTimeFormat(locale.value === "en" ? "en-GB" : locale.value, {
    timeZone: "UTC",
    dateStyle: "medium",
  }).format(day);
}
