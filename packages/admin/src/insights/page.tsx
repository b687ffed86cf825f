import { msg, plural } from "@lingui/core/macro";
import { type InsightDays, insightDays } from "@tagdeck/core/insights/period";
import { useQuery } from "@tanstack/preact-query";
import { Link, useSearchParams } from "wouter-preact";
import { Bone, LoadError, Loading } from "../controls/states.tsx";
import { useConsole } from "../shell/console.ts";
import { Page } from "../shell/page.tsx";
import { t } from "../text/i18n.ts";
import { InsightBody } from "./body.tsx";
import { insightsQuery } from "./queries.ts";

/** What becomes of the workspace's tags. */
export function InsightsPage() {
  const { slug, api } = useConsole();
  const [params] = useSearchParams();
  const days = insightDays.find((one) => String(one) === params.get("days")) ?? 30;
  const read = useQuery(insightsQuery(api, slug, days));
  return (
    <Page title={t(msg`Insights`)}>
      <Period days={days} />
      {read.isPending && (
        <Loading>
          <div class="bones">
            <Bone height="72px" />
            <Bone height="240px" />
            <Bone height="240px" />
          </div>
        </Loading>
      )}
      {read.isError && !read.data && <LoadError error={read.error} onRetry={() => void read.refetch()} />}
      {read.data && (
        <div class={read.isPlaceholderData ? "is-stale" : undefined} aria-busy={read.isPlaceholderData}>
          <InsightBody insights={read.data} />
        </div>
      )}
    </Page>
  );
}

function Period({ days }: { days: InsightDays }) {
  const { slug } = useConsole();
  return (
    <nav class="tabs" aria-label={t(msg`Period`)}>
      {insightDays.map((one) => (
        <Link
          key={one}
          href={one === 30 ? `/${slug}/insights` : `/${slug}/insights?days=${one}`}
          replace
          class={`tab${one === days ? " is-here" : ""}`}
          aria-current={one === days ? "page" : undefined}
        >
          {t(msg`Last ${plural(one, { one: "# day", other: "# days" })}`)}
        </Link>
      ))}
    </nav>
  );
}
