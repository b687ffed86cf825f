import { msg } from "@lingui/core/macro";
import type { TagHistoryEntry } from "@tagdeck/core/tags/history";
import { useInfiniteQuery } from "@tanstack/preact-query";
import { Button } from "../controls/button.tsx";
import { Bone, LoadError, Loading } from "../controls/states.tsx";
import { Time } from "../controls/time.tsx";
import { useConsole } from "../shell/console.ts";
import { t } from "../text/i18n.ts";
import { tagHistoryLines, tagHistoryNote } from "./history-words.ts";

type HistoryPage = { items: TagHistoryEntry[]; nextCursor: string | null };

/** What happened to the tag itself. */
export function HistorySection({ id }: { id: number }) {
  const { slug, api, workspace } = useConsole();
  const history = useInfiniteQuery({
    queryKey: [slug, "tags", "history", id],
    initialPageParam: null,
    queryFn: ({ pageParam }: { pageParam: string | null }): Promise<HistoryPage> =>
      api.tags.history.query({ id, cursor: pageParam }),
    getNextPageParam: (page: HistoryPage): string | null => page.nextCursor,
  });
  const entries = history.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <section class="section" aria-labelledby="tag-history">
      <h2 id="tag-history" class="section-title">
        {t(msg`History`)}
      </h2>
      {history.isPending && (
        <Loading>
          <div class="bones">
            <Bone height="20px" width="70%" />
            <Bone height="20px" width="55%" />
          </div>
        </Loading>
      )}
      {history.isError && !history.data && (
        <LoadError error={history.error} onRetry={() => void history.refetch()} />
      )}
      <ol class="history">
        {entries.map((entry) => (
          <li key={entry.seq} class="history-line">
            <span class="history-what">
              {tagHistoryLines(entry).map((line) => (
                <span key={line} class="history-text tag-history-line">
                  {line}
                </span>
              ))}
              <span class="muted">{tagHistoryNote(entry)}</span>
            </span>
            <Time at={entry.at} timeZone={workspace.timeZone} />
          </li>
        ))}
      </ol>
      {history.hasNextPage && (
        <Button busy={history.isFetchingNextPage} onClick={() => void history.fetchNextPage()}>
          {t(msg`Show earlier`)}
        </Button>
      )}
    </section>
  );
}
