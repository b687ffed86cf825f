import { msg } from "@lingui/core/macro";
import type { HistoryEntry } from "@tagdeck/core/contacts/contact";
import { TagChip } from "@tagdeck/ui/tag-chip.tsx";
import { useInfiniteQuery } from "@tanstack/preact-query";
import { Button } from "../controls/button.tsx";
import { Bone, LoadError, Loading } from "../controls/states.tsx";
import { Time } from "../controls/time.tsx";
import { useConsole } from "../shell/console.ts";
import { t } from "../text/i18n.ts";
import { historyNotes, historyText } from "./history-words.ts";
import { historyQuery } from "./queries.ts";

export function History({ id }: { id: number }) {
  const { slug, api } = useConsole();
  const history = useInfiniteQuery(historyQuery(api, slug, id));
  const entries = history.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <section class="section" aria-labelledby="contact-history">
      <h2 id="contact-history" class="section-title">
        {t(msg`History`)}
      </h2>
      {history.isPending ? (
        <Loading>
          <div class="bones">
            <Bone height="20px" width="70%" />
            <Bone height="20px" width="55%" />
            <Bone height="20px" width="62%" />
          </div>
        </Loading>
      ) : !history.data ? (
        <LoadError error={history.error} onRetry={() => void history.refetch()} />
      ) : entries.length === 0 ? (
        <p class="muted">{t(msg`Nothing has happened yet`)}</p>
      ) : (
        <ol class="history">
          {entries.map((entry) => (
            <HistoryLine key={entry.seq} entry={entry} />
          ))}
        </ol>
      )}
      {history.hasNextPage && (
        <Button busy={history.isFetchingNextPage} onClick={() => void history.fetchNextPage()}>
          {t(msg`Show earlier`)}
        </Button>
      )}
    </section>
  );
}

function HistoryLine({ entry }: { entry: HistoryEntry }) {
  const { workspace } = useConsole();
  return (
    <li class={`history-line${entry.undone ? " is-undone" : ""}`}>
      <TagChip tag={entry.tag} />
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
