import type { I18n } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { HistoryEntry } from "@tagdeck/core/contacts/contact";
import { useI18n } from "@tagdeck/ui/i18n";
import { fullTime, relativeTime } from "@tagdeck/ui/time";

type Props = { history: readonly HistoryEntry[]; now: number; timeZone: string | undefined };

export function Recent({ history, now, timeZone }: Props) {
  const i18n = useI18n();
  if (history.length === 0) return null;
  return (
    <section part="recent">
      <h3>{i18n._(msg`Recent`)}</h3>
      <ul class="log">
        {history.map((entry) => (
          <li key={entry.seq} class={entry.undone ? "undone" : undefined}>
            <span>
              <bdi class={entry.tag.deleted ? "deleted" : undefined}>{entry.tag.name}</bdi>{" "}
              {happened(entry, i18n)}
            </span>
            <time dateTime={entry.at} title={fullTime(entry.at, i18n.locale, timeZone)}>
              {relativeTime(entry.at, now, i18n.locale, timeZone)}
            </time>
          </li>
        ))}
      </ul>
    </section>
  );
}

function happened({ kind, actor, source, undo }: HistoryEntry, i18n: I18n): string {
  const who = actor.isYou ? i18n._(msg`you`) : actor.kind === "system" ? "Tagdeck" : actor.name;
  switch (kind) {
    case "added":
      if (undo) return i18n._(msg`put back by ${who}`);
      return i18n._(source === "import" ? msg`imported by ${who}` : msg`added by ${who}`);
    case "refreshed":
      return i18n._(msg`added again by ${who}`);
    case "removed":
      return i18n._(undo ? msg`taken back by ${who}` : msg`removed by ${who}`);
    case "expired":
      return i18n._(msg`expired`);
    case "tag_deleted":
      return i18n._(msg`deleted by ${who}`);
    case "tag_restored":
      return i18n._(msg`restored by ${who}`);
  }
}
