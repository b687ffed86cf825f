import { msg, plural } from "@lingui/core/macro";
import { displayName } from "@tagdeck/core/contacts/contact";
import type { Tag } from "@tagdeck/core/tags/tag";
import { useInfiniteQuery, useQuery } from "@tanstack/preact-query";
import { Link, useSearchParams } from "wouter-preact";
import { useHistoryState } from "wouter-preact/use-browser-location";
import { Avatar } from "../controls/avatar.tsx";
import { Button } from "../controls/button.tsx";
import { DayField } from "../controls/day-field.tsx";
import { readDay, today } from "../controls/day.ts";
import { Bone, LoadError, Loading } from "../controls/states.tsx";
import { useConsole } from "../shell/console.ts";
import { formatDay } from "../text/format.ts";
import { t } from "../text/i18n.ts";
import { countOnDayQuery, listOnDayQuery } from "./queries.ts";

/** Who had the tag when a day ended. The day stands in the address. */
export function OnDaySection({ tag }: { tag: Tag }) {
  const { workspace } = useConsole();
  const [params, setParams] = useSearchParams();
  const historyState: unknown = useHistoryState();
  const day = readDay(params.get("day"));
  return (
    <section class="section" aria-labelledby="tag-on-day">
      <div class="section-head">
        <h2 id="tag-on-day" class="section-title">
          {t(msg`Who had it on a day`)}
        </h2>
        <DayField
          label={t(msg`Day`)}
          value={day}
          max={today(workspace.timeZone)}
          onChange={(chosen) => {
            const next = new URLSearchParams(params);
            if (chosen === null) next.delete("day");
            else next.set("day", chosen);
            setParams(next, { replace: true, state: historyState });
          }}
        />
      </div>
      {day === null ? (
        <p class="muted">{t(msg`Choose a day to see who had the tag when it ended.`)}</p>
      ) : (
        <OnDay key={day} tag={tag} day={day} />
      )}
    </section>
  );
}

function OnDay({ tag, day }: { tag: Tag; day: string }) {
  const { slug, api } = useConsole();
  const counted = useQuery(countOnDayQuery(api, slug, tag.id, day));
  const list = useInfiniteQuery(listOnDayQuery(api, slug, tag.id, day));
  const contacts = list.data?.pages.flatMap((page) => page.items) ?? [];
  if (counted.isPending || list.isPending) {
    return (
      <Loading>
        <div class="bones">
          <Bone height="28px" width="40%" />
          <Bone height="132px" />
        </div>
      </Loading>
    );
  }
  if (!counted.data || !list.data) {
    const retry = () => void Promise.all([counted.refetch(), list.refetch()]);
    return <LoadError error={counted.error ?? list.error} onRetry={retry} />;
  }
  const { count } = counted.data;
  const when = formatDay(day, "UTC");
  return (
    <>
      <p class="on-day-count" role="status">
        {count === 0
          ? t(msg`Nobody had it at the end of ${when}.`)
          : t(msg`${plural(count, { one: "# contact", other: "# contacts" })} had it at the end of ${when}`)}
      </p>
      <ul class="tag-contacts">
        {contacts.map((contact) => (
          <li key={contact.id}>
            <Link href={`/${slug}/contacts/${contact.id}?tag=${tag.id}`} class="tag-contact">
              <Avatar name={displayName(contact)} />
              <span class="tag-contact-name">{displayName(contact)}</span>
              <span class="muted">{contact.externalId}</span>
            </Link>
          </li>
        ))}
      </ul>
      {list.hasNextPage && (
        <Button busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t(msg`Show more`)}
        </Button>
      )}
    </>
  );
}
