import { msg } from "@lingui/core/macro";
import type { SignedInSession } from "@tagdeck/core/session/account";
import { useQueryClient } from "@tanstack/preact-query";
import { Monitor } from "lucide-preact";
import { useState } from "preact/hooks";
import { Button } from "../controls/button.tsx";
import { Time } from "../controls/time.tsx";
import { notify, notifyProblem } from "../controls/toaster.ts";
import { useSession } from "../session/context.ts";
import { errorText, t } from "../text/i18n.ts";
import { browserName } from "./browser-name.ts";
import { accountKey } from "./queries.ts";

const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Where a person is signed in. */
export function Sessions({ sessions }: { sessions: SignedInSession[] }) {
  const { api } = useSession();
  const queries = useQueryClient();
  const [busy, setBusy] = useState(false);
  const end = async (id: string | null) => {
    setBusy(true);
    try {
      await (id === null ? api.session.endOthers.mutate() : api.session.end.mutate({ id }));
      notify({ text: t(msg`Signed out there`) });
    } catch (reason) {
      notifyProblem({ text: errorText(reason) });
    }
    await queries.invalidateQueries({ queryKey: accountKey });
    setBusy(false);
  };
  return (
    <section class="section" aria-labelledby="sessions">
      <div class="section-head">
        <h2 id="sessions" class="section-title">
          {t(msg`Where you are signed in`)}
        </h2>
        {sessions.length > 1 && (
          <Button busy={busy} onClick={() => void end(null)}>
            {t(msg`Sign out everywhere else`)}
          </Button>
        )}
      </div>
      <ul class="rows">
        {sessions.map((session) => {
          const name = browserName(session.userAgent) ?? t(msg`An unknown browser`);
          return (
            <li key={session.id} class="row">
              <Monitor size={18} class="row-icon" aria-hidden />
              <div class="row-text">
                <b>{name}</b>
                {session.isThis && <span class="badge">{t(msg`This one`)}</span>}
                <span class="sub">
                  {t(msg`signed in`)} <Time at={session.since} timeZone={zone} /> · {t(msg`last used`)}{" "}
                  <Time at={session.lastUsedAt} timeZone={zone} />
                </span>
              </div>
              {!session.isThis && (
                <Button
                  busy={busy}
                  onClick={() => void end(session.id)}
                  aria-label={t(msg`Sign out ${name}`)}
                >
                  {t(msg`Sign out`)}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
