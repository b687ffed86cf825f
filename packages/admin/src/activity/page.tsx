import { msg } from "@lingui/core/macro";
import type { ActivityEntry } from "@tagdeck/core/activity/entry";
import { useInfiniteQuery } from "@tanstack/preact-query";
import { ScrollText, SearchX } from "lucide-preact";
import { useSearchParams } from "wouter-preact";
import { Button } from "../controls/button.tsx";
import { Bone, Empty, LoadError, Loading } from "../controls/states.tsx";
import { useConsole } from "../shell/console.ts";
import { Page } from "../shell/page.tsx";
import { formatDay } from "../text/format.ts";
import { t } from "../text/i18n.ts";
import { ActivityFilters } from "./filters.tsx";
import { ActivityLine } from "./line.tsx";
import { activityQuery } from "./queries.ts";
import { type ActivityState, isFiltered, readActivityState, wholeLog, writeActivityState } from "./state.ts";

/** What people changed, and when they signed in. */
export function ActivityPage() {
  const { slug, api, workspace } = useConsole();
  const [params, setParams] = useSearchParams();
  const state = readActivityState(params);
  const log = useInfiniteQuery(activityQuery(api, slug, state));
  const change = (part: Partial<ActivityState>) =>
    setParams(writeActivityState({ ...state, ...part }), { replace: true });
  const days = byDay(log.data?.pages.flatMap((page) => page.items) ?? [], workspace.timeZone);
  return (
    <Page title={t(msg`Audit log`)} narrow>
      <ActivityFilters state={state} onChange={change} />
      {log.isPending && <Skeleton />}
      {log.isError && !log.data && <LoadError error={log.error} onRetry={() => void log.refetch()} />}
      {log.data && days.length === 0 && (
        <Nothing filtered={isFiltered(state)} onAll={() => change(wholeLog)} />
      )}
      <div class={log.isPlaceholderData ? "is-stale" : undefined} aria-busy={log.isPlaceholderData}>
        {days.map(({ day, entries }) => (
          <section key={day} class="activity-section" aria-label={day}>
            <h2 class="activity-date">{day}</h2>
            <ol>
              {entries.map((entry) => (
                <ActivityLine key={entry.id} entry={entry} />
              ))}
            </ol>
          </section>
        ))}
      </div>
      {log.hasNextPage && (
        <Button class="activity-more" busy={log.isFetchingNextPage} onClick={() => void log.fetchNextPage()}>
          {t(msg`Show earlier`)}
        </Button>
      )}
    </Page>
  );
}

function byDay(items: readonly ActivityEntry[], timeZone: string) {
  const days: { day: string; entries: ActivityEntry[] }[] = [];
  for (const entry of items) {
    const day = formatDay(entry.at, timeZone);
    const last = days.at(-1);
    if (last?.day === day) last.entries.push(entry);
    else days.push({ day, entries: [entry] });
  }
  return days;
}

function Nothing({ filtered, onAll }: { filtered: boolean; onAll: () => void }) {
  return filtered ? (
    <Empty
      icon={<SearchX size={24} />}
      title={t(msg`Nothing matches`)}
      text={t(msg`Nobody did this in these days.`)}
    >
      <Button onClick={onAll}>{t(msg`Show everything`)}</Button>
    </Empty>
  ) : (
    <Empty
      icon={<ScrollText size={24} />}
      title={t(msg`Nothing has happened yet`)}
      text={t(msg`What people change, and when they sign in, is written down here.`)}
    />
  );
}

function Skeleton() {
  return (
    <Loading>
      <div class="bones">
        {["62%", "48%", "70%", "55%", "40%"].map((width) => (
          <Bone key={width} height="40px" width={width} />
        ))}
      </div>
    </Loading>
  );
}
