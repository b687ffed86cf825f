import { msg, plural } from "@lingui/core/macro";
import type { Tag } from "@tagdeck/core/tags/tag";
import { useQuery } from "@tanstack/preact-query";
import { ArrowRight } from "lucide-preact";
import { Link } from "wouter-preact";
import { lastDayText } from "../contacts/life.ts";
import { endingOfTagQuery } from "../contacts/queries.ts";
import { Bone, LoadError, Loading } from "../controls/states.tsx";
import { useConsole } from "../shell/console.ts";
import { t } from "../text/i18n.ts";

const days = 30;
const shown = 5;

/** On which of the next days contacts lose the tag, and how many; of a permanent tag, only if any does. */
export function EndingSection({ tag }: { tag: Tag }) {
  const { slug, api, workspace } = useConsole();
  const ends = useQuery(endingOfTagQuery(api, slug, tag.id, days));
  if (tag.kind === "permanent" && !ends.data?.length) return null;
  const more = (ends.data?.length ?? 0) - shown;
  return (
    <section class="section" aria-labelledby="tag-ending">
      <div class="section-head">
        <h2 id="tag-ending" class="section-title">
          {t(msg`Ending soon`)}
        </h2>
        {!!ends.data?.length && (
          <Link href={`/${slug}/contacts/ending?days=${days}&tag=${tag.id}`} class="button button-quiet">
            {t(msg`Show whose`)}
            <ArrowRight size={16} aria-hidden />
          </Link>
        )}
      </div>
      {ends.isPending && (
        <Loading>
          <Bone height="60px" />
        </Loading>
      )}
      {ends.isError && !ends.data && <LoadError error={ends.error} onRetry={() => void ends.refetch()} />}
      {ends.data?.length === 0 && (
        <p class="muted">
          {t(msg`Nobody loses it in the next ${plural(days, { one: "# day", other: "# days" })}.`)}
        </p>
      )}
      <ul class="tag-contacts">
        {ends.data?.slice(0, shown).map(({ expiresAt, count }) => {
          const { life, day } = lastDayText(expiresAt, workspace.timeZone);
          return (
            <li key={expiresAt} class="ending-count">
              <span>{day}</span>
              <span class="muted">{life}</span>
              <span class="num">{t(msg`${plural(count, { one: "# contact", other: "# contacts" })}`)}</span>
            </li>
          );
        })}
      </ul>
      {more > 0 && (
        <p class="muted">{t(msg`${plural(more, { one: "and # more day", other: "and # more days" })}`)}</p>
      )}
    </section>
  );
}
