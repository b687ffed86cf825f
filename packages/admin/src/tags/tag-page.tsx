import { msg } from "@lingui/core/macro";
import { useQuery, useQueryClient } from "@tanstack/preact-query";
import { ArrowLeft, RotateCcw, Trash2 } from "lucide-preact";
import { useMemo } from "preact/hooks";
import { Link } from "wouter-preact";
import { Button } from "../controls/button.tsx";
import { Bone, Empty, LoadError, Loading } from "../controls/states.tsx";
import { OnDaySection } from "../history/on-day.tsx";
import { TagEntriesSection } from "../history/tag-entries.tsx";
import { useConsole } from "../shell/console.ts";
import { Page } from "../shell/page.tsx";
import { formatDay } from "../text/format.ts";
import { t } from "../text/i18n.ts";
import { ContactsSection } from "./contacts-section.tsx";
import { EndingSection } from "./ending-section.tsx";
import { HistorySection } from "./history-section.tsx";
import { createTagsModel } from "./model.ts";
import { listedTagQuery } from "./queries.ts";
import { TagCard } from "./tag-card.tsx";
import { TagDialogs } from "./tag-dialogs.tsx";
import { TagPageActions } from "./tag-page-actions.tsx";
import { TrendSection } from "./trend-section.tsx";
import { useTagActions } from "./use-tag-actions.ts";

export function TagPage({ id }: { id: number }) {
  const { slug, api, workspace, can } = useConsole();
  const queries = useQueryClient();
  const model = useMemo(() => createTagsModel(api, queries, slug), [api, queries, slug]);
  const actions = useTagActions(model);
  const read = useQuery(listedTagQuery(api, slug, id));
  const back = (
    <Link href={`/${slug}/tags`} class="back">
      <ArrowLeft size={16} aria-hidden />
      {t(msg`Tags`)}
    </Link>
  );
  const tag = read.data;

  if (read.isPending) {
    return (
      <Page key="loading" title={t(msg`Tag`)} above={back}>
        <Loading>
          <Bone height="240px" />
        </Loading>
      </Page>
    );
  }
  if (tag === undefined) {
    return (
      <Page key="error" title={t(msg`Tag`)} above={back}>
        <LoadError error={read.error} onRetry={() => void read.refetch()} />
      </Page>
    );
  }
  if (tag === null || tag.deletion) {
    const name = tag?.name ?? "";
    const by = tag?.deletion?.by ?? "";
    const day = tag?.deletion ? formatDay(tag.deletion.restoreUntil, workspace.timeZone) : "";
    return (
      <Page key="gone" title={tag ? name : t(msg`Tag`)} above={back}>
        <Empty
          icon={<Trash2 size={24} />}
          title={tag ? t(msg`“${name}” was deleted by ${by}`) : t(msg`There is no such tag`)}
          text={
            tag
              ? t(msg`It can be restored until ${day}, with all its contacts.`)
              : t(msg`It may have been deleted for good.`)
          }
        >
          {tag && can("undo.any") && (
            <Button variant="primary" onClick={() => void actions.bringBack(tag)}>
              <RotateCcw size={16} aria-hidden />
              {t(msg`Restore`)}
            </Button>
          )}
          <Link href={`/${slug}/tags`} class="button button-default">
            {t(msg`Show all tags`)}
          </Link>
        </Empty>
        {tag && <HistorySection id={id} />}
        <TagDialogs model={model} actions={actions} />
      </Page>
    );
  }
  return (
    <Page
      key="tag"
      title={tag.name}
      above={back}
      lead={<span class="td-dot tag-dot" style={{ "--c": tag.color }} />}
      actions={<TagPageActions tag={tag} actions={actions} />}
    >
      <div class="contact">
        <div class="contact-main">
          <TrendSection tag={tag} />
          <EndingSection tag={tag} />
          <OnDaySection tag={tag} />
          <ContactsSection tag={tag} />
          <TagEntriesSection tagId={id} />
          <HistorySection id={id} />
        </div>
        <TagCard tag={tag} model={model} onValidity={() => actions.askValidity(tag)} />
      </div>
      <TagDialogs model={model} actions={actions} />
    </Page>
  );
}
