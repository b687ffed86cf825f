import type { I18n } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import { I18nContext } from "@tagdeck/ui/i18n";
import type { ContactModel } from "../contact-model.ts";
import type { PanelModel } from "../model.ts";
import type { ReadonlySignal } from "../signals.ts";
import { ContactCard } from "./contact-card.tsx";
import { ContactsCard } from "./contacts-card.tsx";
import { Recent } from "./recent.tsx";
import { Empty, Skeleton, Trouble } from "./states.tsx";
import { Tags } from "./tags.tsx";
import { Toast } from "./toast.tsx";

/** What the host chose about the looks. */
export type Looks = { i18n: I18n; theme: string; shortcut: boolean };

export function Panel({ panel, looks }: { panel: PanelModel; looks: ReadonlySignal<Looks> }) {
  const { i18n, theme, shortcut } = looks.value;
  const model = panel.current.value;
  return (
    <I18nContext.Provider value={i18n}>
      <div class="td-tokens panel" part="panel" lang={i18n.locale} data-theme={theme} tabIndex={-1}>
        {model ? <Shown panel={panel} model={model} shortcut={shortcut} i18n={i18n} /> : <Empty />}
        <Toast panel={panel} />
      </div>
    </I18nContext.Provider>
  );
}

type ShownProps = { panel: PanelModel; model: ContactModel; shortcut: boolean; i18n: I18n };

function Shown({ panel, model, shortcut, i18n }: ShownProps) {
  const problem = model.problem.value;
  const contacts = model.contacts.value;
  const [contact] = contacts;
  const trouble = problem && (
    <Trouble problem={problem} compact={Boolean(contact)} onRetry={() => void model.retry()} />
  );
  if (!contact) return trouble ?? <Skeleton />;
  return (
    <div>
      {model.several ? (
        <ContactsCard contacts={contacts} />
      ) : (
        <ContactCard contact={contact} onCopied={() => panel.say({ kind: "copied" })} />
      )}
      {trouble}
      {!trouble && !model.live.value && (
        <p class="muted away late" role="status">
          {i18n._(msg`Reconnecting…`)}
        </p>
      )}
      <Tags panel={panel} model={model} shortcut={shortcut} />
      <Recent
        history={model.history.value}
        now={panel.now.value}
        timeZone={model.session.value?.workspace.timeZone}
      />
    </div>
  );
}
