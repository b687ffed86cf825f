import uPlot from "uplot";

type Line = {
  days: readonly number[];
  values: readonly number[];
  height: number;
  locale: string;
  /** Which point is pointed at. */
  onPoint: (index: number | null) => void;
};

/** Draws into an element whose width it follows; returns what takes it away again. */
export function drawLine(target: HTMLElement, { days, values, height, locale, onPoint }: Line): () => void {
  const style = getComputedStyle(target);
  const color = (name: string) => resolveColor(target, style.getPropertyValue(name));
  const [accent, muted, line] = [color("--accent"), color("--muted"), color("--line")];
  const font = `12px ${style.fontFamily}`;
  const dates = new Intl.DateTimeFormat(locale === "en" ? "en-GB" : locale, {
    timeZone: "UTC",
    day: "numeric",
    month: "short",
  });
  const numbers = new Intl.NumberFormat(locale, { notation: "compact" });
  const axis = { font, stroke: muted, ticks: { show: false } };
  const most = Math.max(...values);
  const plot = new uPlot(
    {
      width: target.clientWidth,
      height,
      tzDate: (at) => uPlot.tzDate(new Date(at * 1_000), "UTC"),
      legend: { show: false },
      padding: [8, 8, 0, 0],
      cursor: { y: false, drag: { x: false, y: false } },
      scales: { y: { range: (_, min, max) => [0, Math.max(1, most === min ? max * 1.25 : max * 1.08)] } },
      axes: [
        {
          ...axis,
          size: 28,
          grid: { show: false },
          space: 70,
          values: (_, at) => at.map((one) => dates.format(one * 1_000)),
        },
        {
          ...axis,
          size: 48,
          grid: { stroke: line, width: 1 },
          incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1e3, 2e3, 5e3, 1e4, 2e4, 5e4, 1e5, 2e5, 5e5, 1e6, 2e6],
          values: (_, ticks) => ticks.map((one) => numbers.format(one)),
        },
      ],
      series: [
        {},
        {
          stroke: accent,
          width: 2,
          fill: `color-mix(in srgb, ${accent} 12%, transparent)`,
          points: { show: false },
        },
      ],
      hooks: { setCursor: [({ cursor }) => onPoint(cursor.idx ?? null)] },
    },
    [days.map((day) => day / 1_000), [...values]],
    target,
  );
  const observer = new ResizeObserver(() => plot.setSize({ width: target.clientWidth, height }));
  observer.observe(target);
  return () => {
    observer.disconnect();
    plot.destroy();
  };
}

/** A canvas knows no light-dark(): the page says which of the two it is. */
function resolveColor(near: HTMLElement, value: string): string {
  const probe = document.createElement("span");
  probe.style.color = value;
  near.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}
