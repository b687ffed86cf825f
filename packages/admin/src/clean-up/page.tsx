import { msg } from "@lingui/core/macro";
import { useInfiniteQuery } from "@tanstack/preact-query";
import { ArrowLeft } from "lucide-preact";
import { Link } from "wouter-preact";
import { useConsole } from "../shell/console.ts";
import { NotFound } from "../shell/not-found.tsx";
import { Page } from "../shell/page.tsx";
import { t } from "../text/i18n.ts";
import { DuplicatesTab } from "./duplicates-tab.tsx";
import { HygieneTab } from "./hygiene-tab.tsx";
import { IgnoredTab } from "./ignored-tab.tsx";
import { duplicatesQuery, hygieneQuery, ignoredQuery } from "./queries.ts";
import { cleanUpTabs, CleanUpTabs, type CleanUpTotals } from "./tabs.tsx";

/** Tags that look like one, and tags that nobody needs any more. */
export function CleanUpPage({ tab: wanted }: { tab: string }) {
  const { slug, api } = useConsole();
  const tab = cleanUpTabs.find((one) => one === wanted);
  const duplicates = useInfiniteQuery(duplicatesQuery(api, slug));
  const ignored = useInfiniteQuery(ignoredQuery(api, slug));
  const hygiene = useInfiniteQuery(
    hygieneQuery(api, slug, tab === "once" || tab === "stale" ? tab : "unused"),
  );
  const home = `/${slug}/tags/clean-up`;
  if (!tab) return <NotFound home={home} />;
  const total = (pages: { total: number }[] | undefined) => pages?.[0]?.total;
  const totals: CleanUpTotals = { ...hygiene.data?.pages[0]?.totals };
  const [found, kept] = [total(duplicates.data?.pages), total(ignored.data?.pages)];
  if (found !== undefined) totals.duplicates = found;
  if (kept !== undefined) totals.ignored = kept;
  return (
    <Page
      title={t(msg`Clean up`)}
      above={
        <Link href={`/${slug}/tags`} class="back">
          <ArrowLeft size={14} aria-hidden />
          {t(msg`Tags`)}
        </Link>
      }
    >
      <CleanUpTabs home={home} tab={tab} totals={totals} />
      {tab === "duplicates" && <DuplicatesTab />}
      {tab === "ignored" && <IgnoredTab />}
      {tab !== "duplicates" && tab !== "ignored" && <HygieneTab key={tab} list={tab} />}
    </Page>
  );
}
