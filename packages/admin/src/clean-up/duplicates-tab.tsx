import { msg } from "@lingui/core/macro";
import type { Tag } from "@tagdeck/core/tags/tag";
import { useInfiniteQuery, useQueryClient } from "@tanstack/preact-query";
import { CopyCheck } from "lucide-preact";
import { useMemo, useState } from "preact/hooks";
import { Button } from "../controls/button.tsx";
import { Empty, LoadError } from "../controls/states.tsx";
import { useConsole } from "../shell/console.ts";
import { createTagsModel } from "../tags/model.ts";
import { RenameDialog } from "../tags/rename-dialog.tsx";
import { TagDialogs } from "../tags/tag-dialogs.tsx";
import { useTagActions } from "../tags/use-tag-actions.ts";
import { t } from "../text/i18n.ts";
import { GroupCard } from "./group-card.tsx";
import { createCleanUpModel, type TagPair } from "./model.ts";
import { duplicatesQuery } from "./queries.ts";
import { GroupsSkeleton } from "./skeleton.tsx";
import { useCleanUpActions } from "./use-clean-up-actions.ts";
import { focusNear, useGroupKeys } from "./use-group-keys.ts";

export function DuplicatesTab() {
  const { slug, api, workspace, can } = useConsole();
  const queries = useQueryClient();
  const read = useInfiniteQuery(duplicatesQuery(api, slug));
  const actions = useCleanUpActions(
    useMemo(() => createCleanUpModel(api, queries, slug), [api, queries, slug]),
  );
  const model = useMemo(() => createTagsModel(api, queries, slug), [api, queries, slug]);
  const tags = useTagActions(model);
  const [renaming, setRenaming] = useState<Tag | null>(null);
  const groups = read.data?.pages.flatMap(({ items }) => items) ?? [];
  useGroupKeys();

  if (read.isPending) return <GroupsSkeleton />;
  if (!read.data) return <LoadError error={read.error} onRetry={() => void read.refetch()} />;
  if (groups.length === 0) {
    return (
      <Empty
        icon={<CopyCheck size={24} />}
        title={t(msg`No duplicates`)}
        text={t(msg`No two tags look like the same one. New ones are checked as they are made.`)}
      />
    );
  }
  const ignore = (pairs: TagPair[]) => {
    focusNear();
    void actions.ignore(pairs);
  };
  return (
    <>
      <p class="section-text">
        {t(
          msg`Names that differ only a little, the surest first. Say so where they are different: they are not shown again.`,
        )}
      </p>
      <div class="groups">
        {groups.map((group) => (
          <GroupCard
            key={group.tags.map(({ id }) => id).join("-")}
            group={group}
            slug={slug}
            onIgnore={ignore}
            onRename={setRenaming}
            onMerge={can("tags.merge") ? tags.askToMerge : null}
          />
        ))}
      </div>
      {read.hasNextPage && (
        <Button busy={read.isFetchingNextPage} onClick={() => void read.fetchNextPage()}>
          {t(msg`Show more`)}
        </Button>
      )}
      <TagDialogs model={model} actions={tags} />
      {renaming && (
        <RenameDialog
          tag={renaming}
          max={workspace.settings.tagNameMax}
          onRename={(name, keepOldName) => tags.rename(renaming, name, keepOldName)}
          onMerge={can("tags.merge") ? (holder) => tags.askToMerge([renaming, holder], holder.id) : null}
          onClose={() => setRenaming(null)}
        />
      )}
    </>
  );
}
