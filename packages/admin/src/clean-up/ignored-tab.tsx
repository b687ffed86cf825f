import { msg } from "@lingui/core/macro";
import type { IgnoredPair } from "@tagdeck/core/tags/duplicate-group";
import { TagChip } from "@tagdeck/ui/tag-chip.tsx";
import { useInfiniteQuery, useQueryClient } from "@tanstack/preact-query";
import { EyeOff } from "lucide-preact";
import { useMemo } from "preact/hooks";
import { Link } from "wouter-preact";
import { Button } from "../controls/button.tsx";
import { Empty, LoadError } from "../controls/states.tsx";
import { Time } from "../controls/time.tsx";
import { useConsole } from "../shell/console.ts";
import { t } from "../text/i18n.ts";
import { createCleanUpModel } from "./model.ts";
import { ignoredQuery } from "./queries.ts";
import { RowsSkeleton } from "./skeleton.tsx";
import { useCleanUpActions } from "./use-clean-up-actions.ts";

/** The pairs of which somebody said that they are different, and the way to take that back. */
export function IgnoredTab() {
  const { slug, api } = useConsole();
  const queries = useQueryClient();
  const read = useInfiniteQuery(ignoredQuery(api, slug));
  const actions = useCleanUpActions(
    useMemo(() => createCleanUpModel(api, queries, slug), [api, queries, slug]),
  );
  const pairs = read.data?.pages.flatMap(({ items }) => items) ?? [];
  if (read.isPending) return <RowsSkeleton />;
  if (!read.data) return <LoadError error={read.error} onRetry={() => void read.refetch()} />;
  if (pairs.length === 0) {
    return (
      <Empty
        icon={<EyeOff size={24} />}
        title={t(msg`Nothing is ignored`)}
        text={t(msg`Pairs of which you say that they are different are listed here.`)}
      />
    );
  }
  return (
    <>
      <ul class="rows ignored">
        {pairs.map((pair) => (
          <IgnoredRow
            key={pair.tags.map(({ id }) => id).join("-")}
            pair={pair}
            onShow={() => void actions.unignore([pair.tags[0].id, pair.tags[1].id])}
          />
        ))}
      </ul>
      {read.hasNextPage && (
        <Button busy={read.isFetchingNextPage} onClick={() => void read.fetchNextPage()}>
          {t(msg`Show more`)}
        </Button>
      )}
    </>
  );
}

function IgnoredRow({ pair, onShow }: { pair: IgnoredPair; onShow: () => void }) {
  const { slug, workspace } = useConsole();
  const { tags, by, at } = pair;
  const names = tags.map(({ name }) => name).join(" / ");
  return (
    <li class="row">
      <span class="row-text ignored-tags">
        {tags.map((tag) => (
          <Link key={tag.id} href={`/${slug}/tags/${tag.id}`} class="tag-link">
            <TagChip tag={tag} />
          </Link>
        ))}
      </span>
      <span class="muted ignored-by">
        {by} · <Time at={at} timeZone={workspace.timeZone} />
      </span>
      <Button class="row-button" aria-label={t(msg`Show again: ${names}`)} onClick={onShow}>
        {t(msg`Show again`)}
      </Button>
    </li>
  );
}
