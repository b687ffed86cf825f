import { msg } from "@lingui/core/macro";
import type { Insights, InsightTag } from "@tagdeck/core/insights/insights";
import { TagChip } from "@tagdeck/ui/tag-chip.tsx";
import { ChartLine } from "lucide-preact";
import { Link } from "wouter-preact";
import { personName } from "../activity/person-name.ts";
import { Empty } from "../controls/states.tsx";
import { useConsole } from "../shell/console.ts";
import { formatNumber } from "../text/format.ts";
import { t } from "../text/i18n.ts";
import { DayChart } from "./day-chart.tsx";
import { Ranking, type Ranked } from "./ranking.tsx";

export function InsightBody({ insights }: { insights: Insights }) {
  const { slug, can } = useConsole();
  const { days, contacts } = insights;
  const sum = (of: (day: Insights["days"][number]) => number) =>
    days.reduce((total, day) => total + of(day), 0);
  const [added, removed] = [sum((day) => day.added), sum((day) => day.removed)];
  const [first, last] = [days[0]?.live ?? 0, days.at(-1)?.live ?? 0];
  if (contacts.total === 0 && added + removed + last === 0) {
    return (
      <Empty
        icon={<ChartLine size={24} />}
        title={t(msg`Nothing to show yet`)}
        text={t(msg`Charts appear here once contacts have tags.`)}
      />
    );
  }
  const tag = ({ id, name, color }: InsightTag): Pick<Ranked, "key" | "name"> => ({
    key: String(id),
    name: (
      <Link href={`/${slug}/tags/${id}`} class="chip-link">
        <TagChip tag={{ name, color }} />
      </Link>
    ),
  });
  const signed = (value: number) => (value > 0 ? `+${formatNumber(value)}` : formatNumber(value));
  return (
    <>
      <dl class="tiles">
        <Tile label={t(msg`Contacts`)} value={contacts.total} />
        <Tile label={t(msg`Contacts without a tag`)} value={contacts.untagged} />
        <Tile label={t(msg`Tags on contacts`)} value={last} />
        <Tile label={t(msg`Tags given`)} value={added} />
        <Tile label={t(msg`Tags taken away`)} value={removed} />
      </dl>
      <DayChart
        title={t(msg`Tags on contacts`)}
        label={t(
          msg`Tags on contacts: ${formatNumber(first)} at first, ${formatNumber(last)} now. The table has each day.`,
        )}
        days={days}
        columns={[{ label: t(msg`Tags on contacts`), of: (day) => day.live }]}
      />
      <DayChart
        title={t(msg`Tags given, by day`)}
        label={t(
          msg`Tags given by day, ${formatNumber(added)} in all; ${formatNumber(removed)} were taken away. The table has each day.`,
        )}
        days={days}
        columns={[
          { label: t(msg`Tags given`), of: (day) => day.added },
          { label: t(msg`Tags taken away`), of: (day) => day.removed },
        ]}
      />
      <div class="rankings">
        <Ranking
          title={t(msg`Top tags`)}
          nameLabel={t(msg`Tag`)}
          valueLabel={t(msg`Contacts`)}
          none={t(msg`No contact has a tag.`)}
          rows={insights.top.map((one) => ({ ...tag(one), value: one.count }))}
        />
        <Ranking
          title={t(msg`Growing fastest`)}
          nameLabel={t(msg`Tag`)}
          valueLabel={t(msg`Change`)}
          none={t(msg`No tag has grown.`)}
          rows={insights.growing.map((one) => ({
            ...tag(one),
            value: one.change,
            aside: signed(one.change),
          }))}
        />
        <Ranking
          title={t(msg`Shrinking fastest`)}
          nameLabel={t(msg`Tag`)}
          valueLabel={t(msg`Change`)}
          none={t(msg`No tag has shrunk.`)}
          rows={insights.shrinking.map((one) => ({
            ...tag(one),
            value: one.change,
            aside: signed(one.change),
          }))}
        />
        <Ranking
          title={can("members.read") ? t(msg`Who gave tags`) : t(msg`What you gave`)}
          nameLabel={t(msg`Person`)}
          valueLabel={t(msg`Tags given`)}
          none={t(msg`Nobody gave a tag.`)}
          rows={insights.people.map(({ kind, name, isYou, added: given }, i) => ({
            key: String(i),
            name: (
              <>
                {personName({ kind, name })}
                {isYou && <span class="badge">{t(msg`You`)}</span>}
              </>
            ),
            value: given,
          }))}
        />
      </div>
    </>
  );
}

function Tile({ label, value }: { label: string; value: number }) {
  return (
    <div class="tile">
      <dt>{label}</dt>
      <dd>{formatNumber(value)}</dd>
    </div>
  );
}
