import { msg } from "@lingui/core/macro";
import type { ActivityEntry } from "@tagdeck/core/activity/entry";
import { ArrowRight } from "lucide-preact";
import { Avatar } from "../controls/avatar.tsx";
import { useConsole } from "../shell/console.ts";
import { formatClock, formatFull } from "../text/format.ts";
import { t } from "../text/i18n.ts";
import { changeWords } from "./change-words.ts";
import { personName } from "./person-name.ts";
import { activityText } from "./words.ts";

export function ActivityLine({ entry }: { entry: ActivityEntry }) {
  const { timeZone } = useConsole().workspace;
  const name = personName(entry.actor);
  return (
    <li class="activity-line">
      <Avatar name={name} />
      <div class="activity-what">
        <p>
          <b>{name}</b>
          {entry.actor.isYou && <span class="badge">{t(msg`You`)}</span>}
          <span class={entry.action === "signIn.failed" ? "activity-text is-bad" : "activity-text"}>
            {activityText(entry)}
          </span>
        </p>
        {entry.changes.length > 0 && (
          <ul class="activity-changes">
            {entry.changes.map(changeWords).map(({ what, from, to }) => (
              <li key={what}>
                <span>{what}</span>
                <del>{from}</del>
                <ArrowRight size={12} aria-label={t(msg`became`)} />
                <ins>{to}</ins>
              </li>
            ))}
          </ul>
        )}
      </div>
      <time dateTime={entry.at} title={`${formatFull(entry.at, timeZone)} (${timeZone})`}>
        {formatClock(entry.at, timeZone)}
      </time>
    </li>
  );
}
