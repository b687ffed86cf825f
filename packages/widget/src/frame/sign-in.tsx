import type { I18n } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import { panelProblemText } from "@tagdeck/ui/panel-messages";
import type { FrameModel } from "./model.ts";
import { State } from "./state.tsx";

/** Where the host's server signs nothing: the agent signs in to Tagdeck, in a window of its own. */
export function SignIn({ frame, i18n }: { frame: FrameModel; i18n: I18n }) {
  const window = frame.window.value;
  const problem = frame.problem.value;
  const busy = frame.busy.value;
  return (
    <State icon="person" title={i18n._(msg`Sign in to Tagdeck`)}>
      <p>{i18n._(msg`To see and change the tags of your conversations. It lasts for twelve hours.`)}</p>
      <button type="button" class="button primary" disabled={busy} onClick={() => frame.signIn()}>
        {i18n._(msg`Sign in`)}
      </button>
      {window && (
        <form
          class="form"
          onSubmit={(event) => {
            event.preventDefault();
            void frame.takeUp(String(new FormData(event.currentTarget).get("code")));
          }}
        >
          <p role="status">
            {window.opened
              ? i18n._(msg`Go on in the window that opened. If it shows you a code, paste it here.`)
              : i18n._(msg`Sign in on the page below and paste the code that it shows you.`)}
          </p>
          {!window.opened && (
            <a href={window.url} target="_blank" rel="noreferrer">
              {i18n._(msg`Open the sign-in page`)}
            </a>
          )}
          <label>
            <span>{i18n._(msg`Code`)}</span>
            <input name="code" class="input" autocomplete="one-time-code" spellcheck={false} required />
          </label>
          <button type="submit" class="button" disabled={busy}>
            {i18n._(msg`Continue`)}
          </button>
        </form>
      )}
      <div role="alert" class="wrong">
        {problem &&
          (problem.code === "token_invalid"
            ? i18n._(msg`This code is not good any more. Sign in again for a new one.`)
            : panelProblemText(problem, i18n))}
      </div>
    </State>
  );
}
