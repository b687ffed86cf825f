import { msg } from "@lingui/core/macro";
import { DoorOpen } from "lucide-preact";
import { Redirect } from "wouter-preact";
import { Empty } from "../controls/states.tsx";
import { lastWorkspace } from "../shell/preferences.ts";
import { t } from "../text/i18n.ts";
import { homePath, type Session } from "./model.ts";
import { SignOutButton } from "./sign-out-button.tsx";

export function HomePage({ session }: { session: Session }) {
  const home = homePath(session, lastWorkspace());
  if (home) return <Redirect to={home} replace />;
  const { email } = session.user;
  return (
    <main class="page">
      <Empty
        alone
        icon={<DoorOpen size={24} />}
        title={t(msg`You are in no workspace`)}
        text={t(msg`Ask an admin to invite ${email}.`)}
      >
        <SignOutButton />
      </Empty>
    </main>
  );
}
