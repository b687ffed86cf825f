import { msg } from "@lingui/core/macro";
import { contactFormats, type ContactFormat } from "@tagdeck/core/exports/contact-columns";
import { useQueryClient } from "@tanstack/preact-query";
import { Braces, Download, Table } from "lucide-preact";
import type { ComponentChildren } from "preact";
import { Button } from "../controls/button.tsx";
import { Menu } from "../controls/menu.tsx";
import { notify, notifyProblem } from "../controls/toaster.ts";
import { notificationsKey } from "../notifications/queries.ts";
import { useConsole } from "../shell/console.ts";
import { errorText, t } from "../text/i18n.ts";

/** Exports the contacts that have a tag, in a format of one's choice. */
export function ExportContacts({ tagId }: { tagId: number }) {
  const { slug, api } = useConsole();
  const queries = useQueryClient();
  const formats: Record<ContactFormat, { label: string; icon: ComponentChildren }> = {
    csv: { label: t(msg`CSV, for spreadsheets`), icon: <Table size={16} aria-hidden /> },
    ndjson: { label: t(msg`NDJSON, for programs`), icon: <Braces size={16} aria-hidden /> },
  };

  async function begin(format: ContactFormat): Promise<void> {
    try {
      await api.exports.create.mutate({ kind: "contacts", tagId, format });
      void queries.invalidateQueries({ queryKey: notificationsKey(slug) });
      notify({ text: t(msg`The export has begun. The bell tells you when the file is ready.`) });
    } catch (reason) {
      notifyProblem({ text: errorText(reason) });
    }
  }

  return (
    <Menu
      label={t(msg`Export contacts`)}
      placement="bottom-end"
      sections={[
        {
          kind: "actions",
          actions: contactFormats.map((format) => ({
            value: format,
            ...formats[format],
            onSelect: () => void begin(format),
          })),
        },
      ]}
      trigger={(props) => (
        <Button {...props} variant="quiet" aria-label={t(msg`Export contacts`)}>
          <Download size={16} aria-hidden />
          <span class="wide-only">{t(msg`Export contacts`)}</span>
        </Button>
      )}
    />
  );
}
