import { msg } from "@lingui/core/macro";
import type { HistoryEntry } from "@tagdeck/core/contacts/contact";
import { TagChip } from "@tagdeck/ui/tag-chip.tsx";
import { useInfiniteQuery } from "@tanstack/preact-query";
import { useRef } from "preact/hooks";
import { Link, useSearchParams } from "wouter-preact";
import { useHistoryState } from "wouter-preact/use-browser-location";
import { Button } from "../controls/button.tsx";
import { LoadError } from "../controls/states.tsx";
import { Time } from "../controls/time.tsx";
import { HistoryBones } from "../history/bones.tsx";
import { FilterToggle } from "../history/filter-toggle.tsx";
import { isFiltered } from "../history/state.ts";
import { useHistoryFilter } from "../history/use-history-filter.ts";
import { useConsole } from "../shell/console.ts";
import { locale, t } from "../text/i18n.ts";
import { historyNotes, historyText } from "./history-words.ts";
import { historyQuery } from "./queries.ts";

type NamedTag = { id: number; name: string };

export function History({ id, tags }: { id: number; tags: readonly NamedTag[] }) {
  const { slug, api } = useConsole();
  const [params, setParams] = useSearchParams();
  const historyState: unknown = useHistoryState();
  const chosen = /^[1-9]\d{0,14}$/.test(params.get("tag") ?? "") ? Number(params.get("tag")) : null;
  const filter = useHistoryFilter();
  const read = useInfiniteQuery(historyQuery(api, slug, id, { ...filter.state, tagId: chosen }));
  const entries = read.data?.pages.flatMap((page) => page.items) ?? [];
  const known = useKnownTags([...tags, ...entries.map((entry) => entry.tag)]);
  return (
    <section class="section" aria-labelledby="contact-history">
      <FilterToggle filter={filter} file={`contacts/${id}.csv`}>
        <h2 id="contact-history" class="section-title">
          {t(msg`History`)}
        </h2>
        {(known.length > 1 || chosen !== null) && (
          <select
            class="select select-small"
            aria-label={t(msg`History of`)}
            value={chosen ?? ""}
            onChange={(event) => {
              const next = new URLSearchParams(params);
              const tag = event.currentTarget.value;
              if (tag === "") next.delete("tag");
              else next.set("tag", tag);
              setParams(next, { replace: true, state: historyState });
            }}
          >
            <option value="">{t(msg`All tags`)}</option>
            {known.map((tag) => (
              <option key={tag.id} value={tag.id}>
                {tag.name}
              </option>
            ))}
          </select>
        )}
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
            <HistoryLine key={entry.seq} entry={entry} />
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

/** The tags that were seen so far: those of the contact and of its history, as far as it was read. */
function useKnownTags(seen: readonly NamedTag[]): NamedTag[] {
  const known = useRef(new Map<number, string>());
  for (const { id, name } of seen) known.current.set(id, name);
  return [...known.current]
    .map(([id, name]) => ({ id, name }))
    .sort((a, b) => a.name.localeCompare(b.name, locale.value));
}

function HistoryLine({ entry }: { entry: HistoryEntry }) {
  const { slug, workspace } = useConsole();
  return (
    <li class={`history-line${entry.undone ? " is-undone" : ""}`}>
      {entry.tag.deleted ? (
        <TagChip tag={entry.tag} />
      ) : (
        <Link href={`/${slug}/contacts?tag=${entry.tag.id}`} class="chip-link">
          <TagChip tag={entry.tag} />
        </Link>
      )}
      <span class="history-what">
        <span class="history-text">{historyText(entry)}</span>
        {historyNotes(entry).map((note) => (
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
