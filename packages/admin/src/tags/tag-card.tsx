import { msg } from "@lingui/core/macro";
import type { Tag } from "@tagdeck/core/tags/tag";
import { useQuery } from "@tanstack/preact-query";
import { Pencil } from "lucide-preact";
import { useState } from "preact/hooks";
import { Link } from "wouter-preact";
import { IconButton } from "../controls/button.tsx";
import { LiveNumber } from "../controls/live-number.tsx";
import { Time } from "../controls/time.tsx";
import { useConsole } from "../shell/console.ts";
import { formatClock } from "../text/format.ts";
import { t } from "../text/i18n.ts";
import { Aliases } from "./aliases.tsx";
import { kindText } from "./cells.tsx";
import { DescribeDialog } from "./describe-dialog.tsx";
import type { TagsModel } from "./model.ts";

type TagCardProps = { tag: Tag; model: TagsModel; onValidity: () => void };

/** What there is to know of a tag, beside its page. */
export function TagCard({ tag, model, onValidity }: TagCardProps) {
  const { slug, workspace, can } = useConsole();
  const [describing, setDescribing] = useState(false);
  const clock = useCountedAt();
  return (
    <aside class="card tag-card" aria-label={t(msg`About this tag`)}>
      <dl class="facts">
        <div>
          <dt>{t(msg`Contacts`)}</dt>
          <dd>
            <Link href={`/${slug}/contacts?tag=${tag.id}`} class="tag-total">
              <LiveNumber value={tag.contactCount} />
            </Link>
            {clock !== null && <span class="muted">{t(msg`Counted at ${clock}`)}</span>}
          </dd>
        </div>
        <div>
          <dt>
            {t(msg`Description`)}
            {can("tags.edit") && (
              <IconButton label={t(msg`Edit the description`)} onClick={() => setDescribing(true)}>
                <Pencil size={14} aria-hidden />
              </IconButton>
            )}
          </dt>
          <dd class="tag-description">
            {tag.description === "" ? <span class="muted">{t(msg`None yet`)}</span> : tag.description}
          </dd>
        </div>
        <Aliases tag={tag} model={model} />
        <div>
          <dt>
            {t(msg`Kind`)}
            {can("tags.bulk") && (
              <IconButton label={t(msg`Change how long it stays`)} onClick={() => onValidity()}>
                <Pencil size={14} aria-hidden />
              </IconButton>
            )}
          </dt>
          <dd>{kindText(tag)}</dd>
        </div>
        {tag.archivedAt !== null && (
          <div>
            <dt>{t(msg`Archived`)}</dt>
            <dd>
              <Time at={tag.archivedAt} timeZone={workspace.timeZone} />
              <span class="muted">{t(msg`Nobody can give it any more.`)}</span>
            </dd>
          </div>
        )}
        <div>
          <dt>{t(msg`Created`)}</dt>
          <dd>
            <Time at={tag.createdAt} timeZone={workspace.timeZone} />
          </dd>
        </div>
        <div>
          <dt>{t(msg`Updated`)}</dt>
          <dd>
            <Time at={tag.updatedAt} timeZone={workspace.timeZone} />
          </dd>
        </div>
      </dl>
      {describing && <DescribeDialog model={model} tag={tag} onClose={() => setDescribing(false)} />}
    </aside>
  );
}

/** When the workspace counted last; null where counts are live. */
function useCountedAt(): string | null {
  const { slug, api, workspace } = useConsole();
  const hourly = workspace.settings.countMode === "hourly";
  const counted = useQuery({
    queryKey: [slug, "tags", "counted"],
    queryFn: async () => (await api.tags.list.query({ limit: 1 })).countedAt,
    enabled: hourly,
  });
  return hourly && counted.data ? formatClock(counted.data, workspace.timeZone) : null;
}
