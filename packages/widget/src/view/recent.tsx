import type { I18n, MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { HistoryEntry } from "@tagdeck/core/contacts/contact";
import { useI18n } from "@tagdeck/ui/i18n";
import { fullTime, relativeTime } from "@tagdeck/ui/time";

type Props = { history: readonly HistoryEntry[]; now: number; timeZone: string | undefined };

export function Recent(props: Props) {
  const i18n = useI18n();
  if (props.history.length === 0) return null;
  return (
    <section part="recent">
      <h3>{i18n._(msg`Recent`)}</h3>
      <Entries {...props} />
    </section>
  );
}

/** `ofTag`: they are all of one tag that is named already, so there is room for where each came from. */
export function Entries({ history, now, timeZone, ofTag = false }: Props & { ofTag?: boolean }) {
  const i18n = useI18n();
  return (
    <ul class="log">
      {history.map((entry) => {
        const { at, seq, undone, source, tag } = entry;
        const full = fullTime(at, i18n.locale, timeZone);
        const from = sources[source];
        return (
          <li key={seq} class={undone ? "undone" : undefined}>
            <span>
              {!ofTag && <bdi class={tag.deleted ? "deleted" : undefined}>{tag.name}</bdi>}{" "}
              {happened(entry, i18n)}
              {ofTag && from && ` · ${i18n._(from)}`}
            </span>
            <time dateTime={at} title={full}>
              {ofTag ? full : relativeTime(at, now, i18n.locale, timeZone)}
            </time>
          </li>
        );
      })}
    </ul>
  );
}

const sources: Partial<Record<HistoryEntry["source"], MessageDescriptor>> = {
  agent: msg`chat panel`,
  admin: msg`console`,
  api: msg`API`,
};

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
    case "extended":
      return i18n._(msg`extended by ${who}`);
    case "made_permanent":
      return i18n._(msg`made permanent by ${who}`);
    case "back_to_rule":
      return i18n._(msg`put back under its rule by ${who}`);
    case "tag_deleted":
      return i18n._(msg`deleted by ${who}`);
    case "tag_merged":
      return i18n._(msg`merged by ${who}`);
    case "tag_unmerged":
    case "tag_restored":
      return i18n._(msg`restored by ${who}`);
    case "tag_archived":
      return i18n._(msg`archived by ${who}`);
    case "tag_unarchived":
      return i18n._(msg`no longer archived, by ${who}`);
  }
}
