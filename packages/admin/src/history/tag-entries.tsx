import { msg, plural } from "@lingui/core/macro";
import { displayName } from "@tagdeck/core/contacts/contact";
import type { TagEntry } from "@tagdeck/core/history/entry";
import { useInfiniteQuery } from "@tanstack/preact-query";
import { UsersRound } from "lucide-preact";
import { Link } from "wouter-preact";
import { historyText } from "../contacts/history-words.ts";
import { Button } from "../controls/button.tsx";
import { LoadError } from "../controls/states.tsx";
import { Time } from "../controls/time.tsx";
import { useConsole } from "../shell/console.ts";
import { t } from "../text/i18n.ts";
import { HistoryBones } from "./bones.tsx";
import { FilterToggle } from "./filter-toggle.tsx";
import { tagEntriesQuery } from "./queries.ts";
import { isFiltered } from "./state.ts";
import { useHistoryFilter } from "./use-history-filter.ts";

/** What happened to a tag's contacts, one after the other; a bulk change is one line. */
export function TagEntriesSection({ tagId }: { tagId: number }) {
  const { slug, api } = useConsole();
  const filter = useHistoryFilter();
  const read = useInfiniteQuery(tagEntriesQuery(api, slug, tagId, filter.state));
  const entries = read.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <section class="section" aria-labelledby="tag-entries">
      <FilterToggle filter={filter} without={["tag"]} file={`tags/${tagId}.csv`}>
        <h2 id="tag-entries" class="section-title">
          {t(msg`What happened to its contacts`)}
        </h2>
      </FilterToggle>
      {read.isPending ? (
        <HistoryBones />
      ) : !read.data ? (
        <LoadError error={read.error} onRetry={() => void read.refetch()} />
      ) : entries.length === 0 ? (
        <p class="muted">
          {isFiltered(filter.state)
            ? t(msg`Nothing of this kind has happened`)
            : t(msg`Nothing has happened yet`)}
        </p>
      ) : (
        <ol class={`history${read.isPlaceholderData ? " is-stale" : ""}`} aria-busy={read.isPlaceholderData}>
          {entries.map((entry) => (
            <EntryLine key={`${entry.seq} ${entry.contact?.id}`} entry={entry} />
          ))}
        </ol>
      )}
      {read.hasNextPage && (
        <Button busy={read.isFetchingNextPage} onClick={() => void read.fetchNextPage()}>
          {t(msg`Show earlier`)}
        </Button>
      )}
    </section>
  );
}

function EntryLine({ entry }: { entry: TagEntry }) {
  const { slug, workspace } = useConsole();
  const { contact, contactCount, origin, undone } = entry;
  return (
    <li class={`history-line${undone ? " is-undone" : ""}`}>
      {contact ? (
        <Link href={`/${slug}/contacts/${contact.id}`} class="history-who">
          {displayName(contact)}
        </Link>
      ) : (
        <span class="history-who">
          <UsersRound size={16} aria-hidden />
          {t(msg`${plural(contactCount, { one: "# contact", other: "# contacts" })}`)}
        </span>
      )}
      <span class="history-what">
        <span class="history-text">{historyText(entry)}</span>
        {[...(origin === null ? [] : [origin]), ...(undone ? [t(msg`undone since`)] : [])].map((note) => (
          <span key={note} class="muted">
            {" · "}
            {note}
          </span>
        ))}
      </span>
      <Time at={entry.at} timeZone={workspace.timeZone} />
    </li>
  );
}
