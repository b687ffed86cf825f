import { msg } from "@lingui/core/macro";
import type { PanelKey } from "@tagdeck/core/embed/session";
import { KeyRound, Plus } from "lucide-preact";
import { useState } from "preact/hooks";
import { Button } from "../controls/button.tsx";
import { Confirm } from "../controls/confirm.tsx";
import { Time } from "../controls/time.tsx";
import { useConsole } from "../shell/console.ts";
import { t } from "../text/i18n.ts";
import { NewKeyDialog } from "./new-key-dialog.tsx";
import { useSettings } from "./use-settings.ts";

const mostKeys = 2;

export function PanelKeys({ keys }: { keys: PanelKey[] }) {
  const { can } = useConsole();
  const model = useSettings();
  const [adding, setAdding] = useState(false);
  const [revoking, setRevoking] = useState<string | null>(null);
  const mayManage = can("keys.manage");
  const full = keys.length >= mostKeys;
  return (
    <section class="section" aria-labelledby="panel-keys">
      <div class="section-head">
        <h2 id="panel-keys" class="section-title">
          {t(msg`Signing keys`)}
        </h2>
        {mayManage && !full && (
          <Button onClick={() => setAdding(true)}>
            <Plus size={16} aria-hidden />
            {t(msg`New key`)}
          </Button>
        )}
      </div>
      <p class="section-text">
        {t(
          msg`Your chat’s server signs a short-lived token with one of these keys, and the panel opens only with such a token. Two keys can be live at once, so you can switch without interruption.`,
        )}
      </p>
      {keys.length === 0 ? (
        <p class="rows-empty">{t(msg`No key yet. The panel cannot be used before there is one.`)}</p>
      ) : (
        <ul class="rows">
          {keys.map((key) => (
            <KeyRow key={key.kid} panelKey={key} onRevoke={mayManage ? () => setRevoking(key.kid) : null} />
          ))}
        </ul>
      )}
      {adding && <NewKeyDialog model={model} onClose={() => setAdding(false)} />}
      {revoking !== null && (
        <Confirm
          title={t(msg`Revoke the key ${revoking}?`)}
          action={t(msg`Revoke`)}
          onConfirm={() => model.revokeKey(revoking)}
          onClose={() => setRevoking(null)}
        >
          {t(
            msg`Tokens signed with it are refused from now on, and panels that it opened ask for a new token.`,
          )}
        </Confirm>
      )}
    </section>
  );
}

function KeyRow({ panelKey, onRevoke }: { panelKey: PanelKey; onRevoke: (() => void) | null }) {
  const { workspace } = useConsole();
  const { kid, alg, createdAt, lastUsedAt } = panelKey;
  return (
    <li class="row">
      <KeyRound size={18} class="row-icon" aria-hidden />
      <div class="row-text">
        <b class="mono">{kid}</b>
        <span class="sub">
          {alg} · {t(msg`created`)} <Time at={createdAt} timeZone={workspace.timeZone} /> ·{" "}
          {lastUsedAt ? (
            <>
              {t(msg`last used`)} <Time at={lastUsedAt} timeZone={workspace.timeZone} />
            </>
          ) : (
            t(msg`not used yet`)
          )}
        </span>
      </div>
      {onRevoke && (
        <Button aria-label={t(msg`Revoke the key ${kid}`)} onClick={onRevoke}>
          {t(msg`Revoke`)}
        </Button>
      )}
    </li>
  );
}
