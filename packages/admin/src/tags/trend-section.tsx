import { msg, plural } from "@lingui/core/macro";
import type { Tag } from "@tagdeck/core/tags/tag";
import { trendDays } from "@tagdeck/core/tags/trend";
import { useQuery } from "@tanstack/preact-query";
import { ChartLine, Table } from "lucide-preact";
import { useMemo, useState } from "preact/hooks";
import { Button } from "../controls/button.tsx";
import { LineChart } from "../controls/line-chart.tsx";
import { Bone, LoadError, Loading } from "../controls/states.tsx";
import { useConsole } from "../shell/console.ts";
import { formatDay, formatNumber } from "../text/format.ts";
import { t } from "../text/i18n.ts";

/** How many contacts had the tag, day by day: as a line or as a table. */
export function TrendSection({ tag }: { tag: Tag }) {
  const { slug, api } = useConsole();
  const [asTable, setAsTable] = useState(false);
  const trend = useQuery({
    queryKey: [slug, "tag-trend", tag.id],
    queryFn: () => api.tags.trend.query({ id: tag.id }),
    staleTime: 60_000,
  });
  const days = trend.data?.days;
  const [dates, counts] = useMemo(
    () => [(days ?? []).map(({ date }) => Date.parse(date)), (days ?? []).map(({ count }) => count)],
    [days],
  );
  const [before, now] = [counts[0] ?? 0, counts.at(-1) ?? 0];
  const { name } = tag;
  return (
    <section class="section" aria-labelledby="tag-trend">
      <div class="section-head">
        <h2 id="tag-trend" class="section-title">
          {t(msg`Contacts in the last ${plural(trendDays, { one: "# day", other: "# days" })}`)}
        </h2>
        {days && (
          <Button variant="quiet" onClick={() => setAsTable(!asTable)}>
            {asTable ? <ChartLine size={16} aria-hidden /> : <Table size={16} aria-hidden />}
            {asTable ? t(msg`Show as a chart`) : t(msg`Show as a table`)}
          </Button>
        )}
      </div>
      {trend.isPending && (
        <Loading>
          <Bone height="200px" />
        </Loading>
      )}
      {trend.isError && !days && <LoadError error={trend.error} onRetry={() => void trend.refetch()} />}
      {days && !asTable && (
        <LineChart
          label={t(
            msg`Contacts with “${name}”: ${formatNumber(before)} at first, ${formatNumber(now)} now. The table has each day.`,
          )}
          days={dates}
          values={counts}
        />
      )}
      {days && asTable && (
        <div class="trend-table" tabIndex={0} role="region" aria-label={t(msg`Contacts by day`)}>
          <table class="table">
            <thead>
              <tr>
                <th scope="col">{t(msg`Day`)}</th>
                <th scope="col" class="col-contacts">
                  {t(msg`Contacts`)}
                </th>
              </tr>
            </thead>
            <tbody>
              {days.toReversed().map(({ date, count }) => (
                <tr key={date}>
                  <th scope="row">{formatDay(date, "UTC")}</th>
                  <td class="col-contacts">{formatNumber(count)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
