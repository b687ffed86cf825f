import { I18nContext } from "@tagdeck/ui/i18n";
import { Route, Router, Switch } from "wouter-preact";
import { Toasts } from "./controls/toasts.tsx";
import { ForgotPage } from "./session/forgot-page.tsx";
import { InvitePage } from "./session/invite-page.tsx";
import { ResetPage } from "./session/reset-page.tsx";
import { SignInPage } from "./session/sign-in-page.tsx";
import { SignedIn } from "./session/signed-in.tsx";
import { lazyPage } from "./shell/lazy-page.tsx";
import { WorkspaceShell } from "./shell/workspace-shell.tsx";
import { HomePage } from "./session/home-page.tsx";
import { i18n } from "./text/i18n.ts";

const AccountPage = lazyPage(async () => (await import("./account/page.tsx")).AccountPage);
const TwoFactorPage = lazyPage(async () => (await import("./session/two-factor-page.tsx")).TwoFactorPage);
const SetupPage = lazyPage(async () => (await import("./session/setup-page.tsx")).SetupPage);

export function App() {
  return (
    <I18nContext.Provider value={i18n.value}>
      <Router base="/admin">
        <Switch>
          <Route path="/sign-in" component={SignInPage} />
          <Route path="/two-factor">
            <TwoFactorPage />
          </Route>
          <Route path="/account">
            <SignedIn>{(session) => <AccountPage session={session} />}</SignedIn>
          </Route>
          <Route path="/forgot-password" component={ForgotPage} />
          <Route path="/reset-password" component={ResetPage} />
          <Route path="/invite" component={InvitePage} />
          <Route path="/setup">
            <SetupPage />
          </Route>
          <Route path="/">
            <SignedIn>{(session) => <HomePage session={session} />}</SignedIn>
          </Route>
          <Route path="/:slug/*?">
            {({ slug }) => (
              <SignedIn>{(session) => <WorkspaceShell key={slug} slug={slug} session={session} />}</SignedIn>
            )}
          </Route>
        </Switch>
      </Router>
      <Toasts />
    </I18nContext.Provider>
  );
}
