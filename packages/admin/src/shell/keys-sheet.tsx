import { msg } from "@lingui/core/macro";
import { useState } from "preact/hooks";
import { Dialog } from "../controls/dialog.tsx";
import { t } from "../text/i18n.ts";
import { keyNames } from "./key-names.ts";
import { shortcuts, type Shortcut } from "./shortcuts.ts";

/** All keys that work where one is. */
export function KeysSheet({ onClose }: { onClose: () => void }) {
  // As it was when it was asked for: the page behind goes on.
  const [all] = useState(() => [...shortcuts.peek().values()].flat().filter(({ label }) => label !== ""));
  const groups = [
    [t(msg`On this page`), all.filter(({ scope }) => scope === "page")],
    [t(msg`Everywhere`), all.filter(({ scope }) => scope === "anywhere")],
  ] as const;
  return (
    <Dialog open onClose={onClose} title={t(msg`Keyboard`)} wide>
      <div class="keys">
        {groups
          .filter(([, keys]) => keys.length > 0)
          .map(([label, keys]) => (
            <section key={label}>
              <h3>{label}</h3>
              <dl>
                {keys.map((shortcut) => (
                  <Line key={shortcut.label} shortcut={shortcut} />
                ))}
              </dl>
            </section>
          ))}
      </div>
    </Dialog>
  );
}

function Line({ shortcut }: { shortcut: Shortcut }) {
  return (
    <div>
      <dt>{shortcut.label}</dt>
      <dd>
        {shortcut.keys.map((key) => (
          <kbd key={key}>{keyNames(key)}</kbd>
        ))}
      </dd>
    </div>
  );
}
