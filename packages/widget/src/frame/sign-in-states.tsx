import type { I18n, MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { Role } from "@tagdeck/core/members/roles";
import { panelProblemText } from "@tagdeck/ui/panel-messages";
import type { Problem } from "@tagdeck/ui/problem";
import { CopyCode } from "./copy-code.tsx";
import type { SignInModel } from "./sign-in-model.ts";
import { State } from "./state.tsx";

type Props = { model: SignInModel; i18n: I18n };

const roleNames: Record<Role, MessageDescriptor> = {
  viewer: msg`viewer`,
  agent: msg`agent`,
  admin: msg`admin`,
  owner: msg`owner`,
};

const hostOf = (site: string) => (URL.canParse(site) ? new URL(site).host : site);

export function SignInStates({ model, i18n }: Props) {
  const state = model.state.value;
  const site = hostOf(model.site);
  switch (state.kind) {
    case "loading":
      return (
        <State icon="wait" title={i18n._(msg`One moment…`)}>
          <Wrong model={model} i18n={i18n} />
        </State>
      );
    case "form":
      return <PasswordForm model={model} i18n={i18n} />;
    case "second-step":
      return <CodeForm model={model} i18n={i18n} />;
    case "stranger": {
      const { email } = state.person;
      const workspace = model.workspace;
      return (
        <State icon="trouble" title={i18n._(msg`Not a member here`)}>
          <p>{i18n._(msg`${email} is not a member of the workspace ${workspace}.`)}</p>
          <OtherAccount model={model} i18n={i18n} />
        </State>
      );
    }
    case "confirm": {
      const { person, workspace } = state;
      const { name } = workspace;
      return (
        <State icon="person" title={i18n._(msg`Show the tags of ${name} in ${site}?`)}>
          <p>
            {i18n._(
              msg`You work there as yourself, for twelve hours or until you sign out of Tagdeck in this browser.`,
            )}
          </p>
          <p class="person">
            <b>{person.name}</b>
            <span>
              {person.email} · {i18n._(roleNames[workspace.role])}
            </span>
          </p>
          <button
            type="button"
            class="button primary"
            disabled={model.busy.value}
            onClick={() => void model.open()}
          >
            {i18n._(msg`Continue`)}
          </button>
          <OtherAccount model={model} i18n={i18n} />
        </State>
      );
    }
    case "code":
      return (
        <State icon="done" title={i18n._(msg`Paste this code into the panel`)}>
          <CopyCode code={state.code} i18n={i18n} />
          <p>
            {i18n._(
              msg`Only into the panel in ${site}, and nowhere else: it signs you in. It is good once, for two minutes.`,
            )}
          </p>
        </State>
      );
    case "done":
      return (
        <State icon="done" title={i18n._(msg`You are signed in`)}>
          <p>{i18n._(msg`You can close this window.`)}</p>
        </State>
      );
  }
}

function PasswordForm({ model, i18n }: Props) {
  return (
    <State icon="person" title={i18n._(msg`Sign in to Tagdeck`)}>
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault();
          const data = new FormData(event.currentTarget);
          void model.signIn(String(data.get("email")), String(data.get("password")));
        }}
      >
        <label>
          <span>{i18n._(msg`E-mail`)}</span>
          <input name="email" type="email" class="input" autocomplete="username" required autofocus />
        </label>
        <label>
          <span>{i18n._(msg`Password`)}</span>
          <input name="password" type="password" class="input" autocomplete="current-password" required />
        </label>
        <button type="submit" class="button primary" disabled={model.busy.value}>
          {i18n._(msg`Sign in`)}
        </button>
      </form>
      <Wrong model={model} i18n={i18n} />
      <a href="/admin/forgot-password" target="_blank" rel="noreferrer">
        {i18n._(msg`Forgot password?`)}
      </a>
    </State>
  );
}

function CodeForm({ model, i18n }: Props) {
  return (
    <State icon="person" title={i18n._(msg`Two-factor sign-in`)}>
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault();
          void model.verify(String(new FormData(event.currentTarget).get("code")));
        }}
      >
        <label>
          <span>{i18n._(msg`Code of your app, or a backup code`)}</span>
          <input
            name="code"
            class="input"
            autocomplete="one-time-code"
            autocapitalize="off"
            spellcheck={false}
            maxLength={20}
            required
            autofocus
          />
        </label>
        <button type="submit" class="button primary" disabled={model.busy.value}>
          {i18n._(msg`Continue`)}
        </button>
      </form>
      <Wrong model={model} i18n={i18n} />
      <button type="button" class="link" disabled={model.busy.value} onClick={() => void model.startOver()}>
        {i18n._(msg`Use another account`)}
      </button>
    </State>
  );
}

function OtherAccount({ model, i18n }: Props) {
  return (
    <>
      <Wrong model={model} i18n={i18n} />
      <button type="button" class="link" disabled={model.busy.value} onClick={() => void model.signOut()}>
        {i18n._(msg`Use another account`)}
      </button>
    </>
  );
}

function Wrong({ model, i18n }: Props) {
  const problem = model.problem.value;
  return (
    <div role="alert" class="wrong">
      {problem && textFor(problem, model.site, i18n)}
    </div>
  );
}

function textFor(problem: Problem, site: string, i18n: I18n): string {
  if (problem.code === "password_wrong") return i18n._(msg`The e-mail or the password is not right.`);
  if (problem.code === "code_wrong")
    return i18n._(msg`The code is not right, or it took too long. Try again, or sign in anew.`);
  if (problem.code !== "origin_not_allowed") return panelProblemText(problem, i18n);
  return i18n._(msg`An admin must add ${site} to the allowed origins in Tagdeck’s settings.`);
}
