import { msg } from "@lingui/core/macro";
import type { InsightDay } from "@tagdeck/core/insights/insights";
import { ChartLine, Table } from "lucide-preact";
import { useId, useMemo, useState } from "preact/hooks";
import { Button } from "../controls/button.tsx";
import { LineChart } from "../controls/line-chart.tsx";
import { formatDay, formatNumber } from "../text/format.ts";
import { t } from "../text/i18n.ts";

export type DayColumn = { label: string; of: (day: InsightDay) => number };

type DayChartProps = {
  title: string;
  /** What the chart shows, in a sentence. */
  label: string;
  days: readonly InsightDay[];
  /** The first is drawn; the table has all. */
  columns: readonly [DayColumn, ...DayColumn[]];
};

/** Numbers day by day: as a line or as a table. */
export function DayChart({ title, label, days, columns }: DayChartProps) {
  const id = useId();
  const [asTable, setAsTable] = useState(false);
  const [drawn] = columns;
  const [dates, values] = useMemo(
    () => [days.map(({ date }) => Date.parse(date)), days.map((day) => drawn.of(day))],
    [days],
  );
  return (
    <section class="section" aria-labelledby={id}>
      <div class="section-head">
        <h2 id={id} class="section-title">
          {title}
        </h2>
        <Button variant="quiet" onClick={() => setAsTable(!asTable)}>
          {asTable ? <ChartLine size={16} aria-hidden /> : <Table size={16} aria-hidden />}
          {asTable ? t(msg`Show as a chart`) : t(msg`Show as a table`)}
        </Button>
      </div>
      {asTable ? (
        <div class="trend-table" tabIndex={0} role="region" aria-label={t(msg`${title}: each day`)}>
          <table class="table">
            <thead>
              <tr>
                <th scope="col">{t(msg`Day`)}</th>
                {columns.map((column) => (
                  <th key={column.label} scope="col" class="col-contacts">
                    {column.label}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {days.toReversed().map((day) => (
                <tr key={day.date}>
                  <th scope="row">{formatDay(day.date, "UTC")}</th>
                  {columns.map((column) => (
                    <td key={column.label} class="col-contacts">
                      {formatNumber(column.of(day))}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : (
        <LineChart label={label} days={dates} values={values} />
      )}
    </section>
  );
}
