import { msg } from "@lingui/core/macro";
import { useQueryClient, type UseInfiniteQueryResult, type InfiniteData } from "@tanstack/preact-query";
import { BellOff, CheckCheck, X } from "lucide-preact";
import type { JSX } from "preact";
import { useEffect, useMemo } from "preact/hooks";
import { Button, IconButton } from "../controls/button.tsx";
import { Bone, Empty, LoadError, Loading } from "../controls/states.tsx";
import { notifyProblem } from "../controls/toaster.ts";
import { useConsole } from "../shell/console.ts";
import { errorText, t } from "../text/i18n.ts";
import { createNotificationsModel } from "./model.ts";
import { Notice } from "./notice.tsx";
import type { NotificationPage } from "./queries.ts";

/** How often to look how far running work is, in ms: only its end is told by itself. */
const look = 1_000;

type CentreProps = {
  list: UseInfiniteQueryResult<InfiniteData<NotificationPage>>;
  titleProps: JSX.HTMLAttributes<HTMLHeadingElement>;
  onClose: () => void;
};

export function NotificationCentre({ list, titleProps, onClose }: CentreProps) {
  const { slug, api } = useConsole();
  const queries = useQueryClient();
  const model = useMemo(() => createNotificationsModel(api, queries, slug), [api, queries, slug]);
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  const unread = list.data?.pages[0]?.unread ?? 0;
  const running = items.some(({ status }) => status === "running");
  const { refetch } = list;
  useEffect(() => {
    if (!running) return undefined;
    const timer = setInterval(() => void refetch(), look);
    return () => clearInterval(timer);
  }, [running, refetch]);
  const attempt = (work: Promise<void>) =>
    void work.catch((error: unknown) => notifyProblem({ text: errorText(error) }));

  return (
    <>
      <header class="centre-head">
        <h2 {...titleProps}>{t(msg`Notifications`)}</h2>
        <Button
          variant="quiet"
          class="centre-read"
          disabled={unread === 0}
          onClick={() => attempt(model.readAll())}
        >
          <CheckCheck size={16} aria-hidden />
          {t(msg`Mark all as read`)}
        </Button>
        <IconButton label={t(msg`Close`)} onClick={onClose}>
          <X size={18} aria-hidden />
        </IconButton>
      </header>
      <div class="centre-body">
        {list.isPending && (
          <Loading>
            <div class="bones centre-bones">
              <Bone width="70%" />
              <Bone width="45%" />
            </div>
          </Loading>
        )}
        {list.isError && !list.data && <LoadError error={list.error} onRetry={() => void refetch()} />}
        {list.data && items.length === 0 && (
          <Empty
            icon={<BellOff size={24} />}
            title={t(msg`Nothing to tell you yet`)}
            text={t(
              msg`Here you see what is done for you in the background, and how it ended. It stays for 30 days.`,
            )}
          />
        )}
        {items.length > 0 && (
          <ul class="news-list">
            {items.map((item) => (
              <Notice
                key={item.id}
                item={item}
                onRead={() => attempt(model.read(item.id))}
                onCancel={() => attempt(model.cancelExport(item.about.exportId))}
              />
            ))}
          </ul>
        )}
        {list.hasNextPage && (
          <Button
            class="centre-more"
            busy={list.isFetchingNextPage}
            onClick={() => void list.fetchNextPage()}
          >
            {t(msg`Show earlier`)}
          </Button>
        )}
      </div>
    </>
  );
}
