import { msg } from "@lingui/core/macro";
import { toProblem } from "@tagdeck/ui/problem";
import { useQuery } from "@tanstack/preact-query";
import { useEffect, useMemo } from "preact/hooks";
import { Redirect, Route, Switch } from "wouter-preact";
import { createApi } from "../api/client.ts";
import { LoadError } from "../controls/states.tsx";
import { useFeed } from "../feed/use-feed.ts";
import { useSession } from "../session/context.ts";
import type { Session } from "../session/model.ts";
import { TagsPage } from "../tags/page.tsx";
import { t } from "../text/i18n.ts";
import { ConsoleContext, workspaceKey, type Console } from "./console.ts";
import { Keyboard } from "./keyboard.tsx";
import { lazyPage } from "./lazy-page.tsx";
import { Nav } from "./nav.tsx";
import { NotFound } from "./not-found.tsx";
import { rememberWorkspace } from "./preferences.ts";
import { TwoFactorWanted } from "./two-factor-wanted.tsx";

const ContactsPage = lazyPage(async () => (await import("../contacts/list-page.tsx")).ContactsPage);
const EndingPage = lazyPage(async () => (await import("../contacts/ending-page.tsx")).EndingPage);
const ContactPage = lazyPage(async () => (await import("../contacts/page.tsx")).ContactPage);
const CleanUpPage = lazyPage(async () => (await import("../clean-up/page.tsx")).CleanUpPage);
const TagPage = lazyPage(async () => (await import("../tags/tag-page.tsx")).TagPage);
const MembersPage = lazyPage(async () => (await import("../members/page.tsx")).MembersPage);
const InsightsPage = lazyPage(async () => (await import("../insights/page.tsx")).InsightsPage);
const ActivityPage = lazyPage(async () => (await import("../activity/page.tsx")).ActivityPage);
const OperationsPage = lazyPage(async () => (await import("../operations/page.tsx")).OperationsPage);
const SettingsPage = lazyPage(async () => (await import("../settings/page.tsx")).SettingsPage);

type ShellProps = { slug: string; session: Session };

export function WorkspaceShell({ slug, session }: ShellProps) {
  const model = useSession();
  const api = useMemo(() => createApi({ workspace: slug, onSignedOut: model.expire }), [slug, model]);
  const workspace = useQuery({ queryKey: workspaceKey(slug), queryFn: () => api.workspace.get.query() });
  useEffect(() => {
    if (workspace.data) rememberWorkspace(slug);
  }, [workspace.data, slug]);

  const shell = useMemo<Console | null>(
    () =>
      workspace.data
        ? {
            slug,
            api,
            workspace: workspace.data,
            user: session.user,
            can: (permission) => workspace.data.permissions.includes(permission),
          }
        : null,
    [slug, api, workspace.data, session.user],
  );

  if (shell) return <Opened shell={shell} session={session} />;
  if (workspace.isPending) return <div class="splash" aria-busy="true" />;
  const { code } = toProblem(workspace.error);
  if (code === "two_factor_required") return <TwoFactorWanted />;
  if (code === "workspace_not_found" || code === "forbidden") return <NotFound home="/" />;
  return (
    <main class="page">
      <LoadError alone error={workspace.error} onRetry={() => void workspace.refetch()} />
    </main>
  );
}

function Opened({ shell, session }: { shell: Console; session: Session }) {
  const { slug, api, can } = shell;
  useFeed(api, slug, shell.workspace.cursor);
  const home = `/${slug}/tags`;
  return (
    <ConsoleContext.Provider value={shell}>
      <a class="skip-link" href="#main">
        {t(msg`Skip to the content`)}
      </a>
      <div class="shell">
        <Nav workspaces={session.workspaces} />
        <Switch>
          <Route path="/:slug">
            <Redirect to={home} replace />
          </Route>
          <Route path="/:slug/tags" component={TagsPage} />
          {can("tags.bulk") && (
            <Route path="/:slug/tags/clean-up/:tab?">
              {({ tab }) => <CleanUpPage tab={tab ?? "duplicates"} />}
            </Route>
          )}
          <Route path="/:slug/tags/:id">
            {({ id }) =>
              /^\d{1,15}$/.test(id) ? <TagPage key={id} id={Number(id)} /> : <NotFound home={home} />
            }
          </Route>
          <Route path="/:slug/contacts">
            <ContactsPage />
          </Route>
          <Route path="/:slug/contacts/ending">
            <EndingPage />
          </Route>
          <Route path="/:slug/contacts/:id">
            {({ id }) =>
              /^\d{1,15}$/.test(id) ? <ContactPage key={id} id={Number(id)} /> : <NotFound home={home} />
            }
          </Route>
          <Route path="/:slug/insights">
            <InsightsPage />
          </Route>
          {can("members.read") && (
            <Route path="/:slug/members">
              <MembersPage />
            </Route>
          )}
          {can("operations.read") && (
            <Route path="/:slug/operations">
              <OperationsPage />
            </Route>
          )}
          {can("activity.read") && (
            <Route path="/:slug/activity">
              <ActivityPage />
            </Route>
          )}
          {can("settings.read") && (
            <Route path="/:slug/settings/:tab?">{({ tab }) => <SettingsPage tab={tab ?? "general"} />}</Route>
          )}
          <Route>
            <NotFound home={home} />
          </Route>
        </Switch>
      </div>
      <Keyboard />
    </ConsoleContext.Provider>
  );
}
