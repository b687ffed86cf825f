import { msg } from "@lingui/core/macro";
import { type Contact, displayName } from "@tagdeck/core/contacts/contact";
import { useQueryClient } from "@tanstack/preact-query";
import { useState } from "preact/hooks";
import { Button } from "../controls/button.tsx";
import { Dialog } from "../controls/dialog.tsx";
import { Field } from "../controls/field.tsx";
import { FormError } from "../controls/form-error.tsx";
import { notify } from "../controls/toaster.ts";
import { useConsole } from "../shell/console.ts";
import { errorText, t } from "../text/i18n.ts";
import { contactKey, contactListsKey, historyKey } from "./queries.ts";

type EraseDialogProps = { id: number; contact: Contact; onErased: () => void; onClose: () => void };

/** Asks for the contact's name before it erases what cannot be brought back. */
export function EraseDialog({ id, contact, onErased, onClose }: EraseDialogProps) {
  const { slug, api } = useConsole();
  const queries = useQueryClient();
  const [typed, setTyped] = useState("");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const name = displayName(contact);
  const isTyped = plain(typed) === plain(name);

  const erase = async () => {
    if (!isTyped || busy) return;
    setBusy(true);
    setError(null);
    try {
      await api.contacts.erase.mutate({ contact: { id } });
    } catch (reason) {
      setError(reason);
      setBusy(false);
      return;
    }
    onErased();
    notify({ text: t(msg`Contact erased`) });
    for (const queryKey of [contactKey(slug, id), historyKey(slug, id)]) queries.removeQueries({ queryKey });
    void queries.invalidateQueries({ queryKey: contactListsKey(slug) });
  };

  return (
    <Dialog
      open
      onClose={onClose}
      role="alertdialog"
      title={t(msg`Erase this contact?`)}
      description={t(
        msg`The person, their tags and their whole history are removed at once and for good. This cannot be undone.`,
      )}
    >
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault();
          void erase();
        }}
      >
        <FormError text={error === null ? null : errorText(error)} />
        <Field label={t(msg`Type “${name}” to confirm`)}>
          {(control) => (
            <input
              {...control}
              type="text"
              class="input"
              value={typed}
              autocomplete="off"
              data-autofocus
              spellcheck={false}
              onInput={(event) => setTyped(event.currentTarget.value)}
            />
          )}
        </Field>
        <div class="dialog-actions">
          <Button onClick={onClose}>{t(msg`Cancel`)}</Button>
          <Button type="submit" variant="danger" busy={busy} disabled={!isTyped}>
            {t(msg`Erase for good`)}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function plain(text: string): string {
  return text.normalize("NFC").replace(/\s+/g, " ").trim();
}
