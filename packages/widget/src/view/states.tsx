import { msg } from "@lingui/core/macro";
import { useI18n } from "@tagdeck/ui/i18n";
import { panelProblemText } from "@tagdeck/ui/panel-messages";
import type { Problem } from "@tagdeck/ui/problem";
import { isAuthProblem, isRetryable } from "../notice.ts";

export function Empty() {
  const i18n = useI18n();
  return (
    <div class="state" part="empty">
      <svg viewBox="0 0 24 24" aria-hidden="true">
        <path d="M4 5.5A1.5 1.5 0 0 1 5.5 4h13A1.5 1.5 0 0 1 20 5.5v9a1.5 1.5 0 0 1-1.5 1.5H11l-4.5 4V16h-1A1.5 1.5 0 0 1 4 14.5zM8 8.5h8M8 11.5h5" />
      </svg>
      <h2>{i18n._(msg`Choose a conversation`)}</h2>
      <p>{i18n._(msg`The contact’s tags appear here.`)}</p>
    </div>
  );
}

export function Skeleton() {
  const i18n = useI18n();
  return (
    <div class="skeleton" role="status">
      <div class="who">
        <i class="avatar" />
        <div class="names">
          <i style={{ width: "45%" }} />
          <i style={{ width: "75%" }} />
        </div>
      </div>
      <div class="chips">
        {[56, 88, 104, 72].map((width) => (
          <i key={width} class="pill" style={{ width: `${width}px` }} />
        ))}
      </div>
      <p class="muted late">{i18n._(msg`Loading…`)}</p>
    </div>
  );
}

/** `compact`: above what is shown already, which stays. */
export function Trouble(props: { problem: Problem; compact: boolean; onRetry(): void }) {
  const { problem, compact, onRetry } = props;
  const i18n = useI18n();
  const foreign = problem.code === "origin_not_allowed";
  const title = foreign
    ? msg`This site may not show the panel yet`
    : isAuthProblem(problem)
      ? msg`You are signed out`
      : problem.code === "offline"
        ? msg`No connection`
        : msg`The tags cannot be shown`;
  return (
    <div class={compact ? "banner" : "state"} part="error" role="alert">
      <svg viewBox="0 0 24 24" aria-hidden="true">
        <path d="M12 8v5m0 3v.01M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17z" />
      </svg>
      <h2>{i18n._(title)}</h2>
      <p>{panelProblemText(problem, i18n)}</p>
      {foreign && <code>{location.origin}</code>}
      {(foreign || isRetryable(problem)) && (
        <button type="button" class="button" onClick={onRetry}>
          {i18n._(msg`Try again`)}
        </button>
      )}
    </div>
  );
}
