import { msg, plural } from "@lingui/core/macro";
import type { Operation } from "@tagdeck/core/operations/operation";
import { TagChip } from "@tagdeck/ui/tag-chip.tsx";
import { Undo2 } from "lucide-preact";
import { Avatar } from "../controls/avatar.tsx";
import { Button } from "../controls/button.tsx";
import { Time } from "../controls/time.tsx";
import { useConsole } from "../shell/console.ts";
import { formatNumber } from "../text/format.ts";
import { t } from "../text/i18n.ts";
import { deedText, personText, undoText } from "./words.ts";

type OperationLineProps = { operation: Operation; busy: boolean; onUndo: () => void };

export function OperationLine({ operation, busy, onUndo }: OperationLineProps) {
  const { timeZone } = useConsole().workspace;
  const { actor, tags, tagCount, undo } = operation;
  const name = personText(actor);
  const deed = deedText(operation);
  const more = tagCount - tags.length;
  return (
    <li class={`activity-line${undo.state === "undone" ? " is-undone" : ""}`}>
      <Avatar name={actor.name} />
      <div class="activity-what">
        <p>
          <b>{name}</b>
          <span class="activity-text">{deed}</span>
        </p>
        {tags.length > 0 && (
          <p class="operation-tags">
            {tags.map((tag) => (
              <TagChip key={tag.id} tag={tag} />
            ))}
            {more > 0 && (
              <span class="muted">{t(msg`${plural(more, { one: "and # more", other: "and # more" })}`)}</span>
            )}
          </p>
        )}
        <Progress operation={operation} />
        <p class="muted operation-undo">{undoText(operation, timeZone)}</p>
      </div>
      <div class="operation-side">
        <Time at={operation.at} timeZone={timeZone} />
        {undo.state === "open" && (
          <Button busy={busy} aria-label={t(msg`Undo: ${deed}`)} onClick={onUndo}>
            <Undo2 size={16} aria-hidden />
            {t(msg`Undo`)}
          </Button>
        )}
      </div>
    </li>
  );
}

function Progress({ operation }: { operation: Operation }) {
  const { progress, undo } = operation;
  if (!progress || progress.status === "done" || progress.status === "cancelled") return null;
  if (progress.status === "failed") {
    return (
      <p class="activity-text is-bad">{t(msg`The rest could not be done. It shows right all the same.`)}</p>
    );
  }
  const { done, total } = progress;
  const label = undo.state === "undone" ? t(msg`Being taken back`) : t(msg`Going on in the background`);
  const of = total === null ? "" : formatNumber(total);
  const so = formatNumber(done);
  return (
    <p class="operation-progress">
      <progress aria-label={label} value={done} max={total ?? undefined} />
      <span class="muted">
        {label}
        {total !== null && ` · ${t(msg`${so} of ${of}`)}`}
      </span>
    </p>
  );
}
