import { msg, plural } from "@lingui/core/macro";
import type { Operation } from "@tagdeck/core/operations/operation";
import { useInfiniteQuery, useQueryClient } from "@tanstack/preact-query";
import { History } from "lucide-preact";
import { useState } from "preact/hooks";
import { Button } from "../controls/button.tsx";
import { Bone, Empty, LoadError, Loading } from "../controls/states.tsx";
import { notify, notifyProblem } from "../controls/toaster.ts";
import { useConsole } from "../shell/console.ts";
import { Page } from "../shell/page.tsx";
import { refreshTags } from "../tags/queries.ts";
import { errorText, t } from "../text/i18n.ts";
import { OperationLine } from "./line.tsx";
import { operationsKey, operationsQuery } from "./queries.ts";

/** Changes of many tags or contacts, with how far they are and the way back. */
export function OperationsPage() {
  const { slug, api, workspace } = useConsole();
  const queries = useQueryClient();
  const read = useInfiniteQuery(operationsQuery(api, slug));
  const [undoing, setUndoing] = useState<number | null>(null);
  const days = workspace.settings.undoDays;
  const items = read.data?.pages.flatMap((page) => page.items) ?? [];

  const undo = async ({ id }: Operation) => {
    setUndoing(id);
    try {
      const { leftAlone } = await api.operations.undo.mutate({ id });
      const stays = t(
        msg`${plural(leftAlone, { one: "# change stays, for it was made since", other: "# changes stay, for they were made since" })}`,
      );
      notify({ text: leftAlone === 0 ? t(msg`Undone`) : `${t(msg`Undone`)} · ${stays}` });
    } catch (reason) {
      notifyProblem({ text: errorText(reason) });
    } finally {
      setUndoing(null);
      void queries.invalidateQueries({ queryKey: operationsKey(slug) });
      void refreshTags(queries, slug);
    }
  };

  return (
    <Page title={t(msg`Wide changes`)} narrow>
      <p class="section-text">
        {t(
          msg`What was done to many tags or contacts at once. Each can be undone for ${plural(days, { one: "# day", other: "# days" })}, the latest of a tag first.`,
        )}
      </p>
      {read.isPending && (
        <Loading>
          <div class="bones">
            <Bone height="56px" />
            <Bone height="56px" />
            <Bone height="56px" />
          </div>
        </Loading>
      )}
      {read.isError && !read.data && <LoadError error={read.error} onRetry={() => void read.refetch()} />}
      {read.data && items.length === 0 && (
        <Empty
          icon={<History size={24} />}
          title={t(msg`No wide changes yet`)}
          text={t(msg`Deletions, merges and changes of several contacts appear here, each with its undo.`)}
        />
      )}
      {items.length > 0 && (
        <ol class="operations">
          {items.map((operation) => (
            <OperationLine
              key={operation.id}
              operation={operation}
              busy={undoing === operation.id}
              onUndo={() => void undo(operation)}
            />
          ))}
        </ol>
      )}
      {read.hasNextPage && (
        <Button
          class="activity-more"
          busy={read.isFetchingNextPage}
          onClick={() => void read.fetchNextPage()}
        >
          {t(msg`Show earlier`)}
        </Button>
      )}
    </Page>
  );
}
