import { msg } from "@lingui/core/macro";
import type { Role } from "@tagdeck/core/members/roles";
import { toProblem } from "@tagdeck/ui/problem";
import { useState } from "preact/hooks";
import { Button } from "../controls/button.tsx";
import { CopyButton } from "../controls/copy-button.tsx";
import { Dialog } from "../controls/dialog.tsx";
import { Field } from "../controls/field.tsx";
import { FormError } from "../controls/form-error.tsx";
import { RadioCards } from "../controls/radio-cards.tsx";
import { Secret } from "../controls/secret.tsx";
import { errorText, t } from "../text/i18n.ts";
import type { createMembersModel } from "./model.ts";
import { roleName, roleText } from "./role-names.ts";

type InviteDialogProps = {
  model: ReturnType<typeof createMembersModel>;
  roles: Role[];
  onClose: () => void;
};

export function InviteDialog({ model, roles, onClose }: InviteDialogProps) {
  const [email, setEmail] = useState("");
  const [role, setRole] = useState<Role>("agent");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [sent, setSent] = useState<{ email: string; link: string } | null>(null);
  const code = error === null ? null : toProblem(error).code;
  const atEmail = code === "member_exists" || code === "invalid_input";

  const invite = async () => {
    setBusy(true);
    setError(null);
    try {
      setSent(await model.invite(email, role));
    } catch (reason) {
      setError(reason);
    }
    setBusy(false);
  };

  if (sent) {
    const to = sent.email;
    return (
      <Dialog
        open
        onClose={onClose}
        title={t(msg`Invitation ready`)}
        description={t(
          msg`Send this link to ${to}. If a mail server is set up, it is on its way by mail too. It is shown only now and works once.`,
        )}
      >
        <Secret label={t(msg`Link`)} text={sent.link} />
        <div class="dialog-actions">
          <CopyButton text={sent.link} label={t(msg`Copy the link`)} />
          <Button variant="primary" onClick={onClose}>
            {t(msg`Done`)}
          </Button>
        </div>
      </Dialog>
    );
  }
  return (
    <Dialog open onClose={onClose} title={t(msg`Invite someone`)}>
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault();
          if (!busy) void invite();
        }}
      >
        <FormError text={error === null || atEmail ? null : errorText(error)} />
        <Field
          label={t(msg`E-mail`)}
          error={
            code === "invalid_input"
              ? t(msg`This is not an e-mail address.`)
              : atEmail
                ? errorText(error)
                : undefined
          }
        >
          {(control) => (
            <input
              {...control}
              class="input"
              type="email"
              value={email}
              autocomplete="off"
              required
              data-autofocus
              onInput={(event) => setEmail(event.currentTarget.value)}
            />
          )}
        </Field>
        <RadioCards
          label={t(msg`Role`)}
          value={role}
          choices={roles.map((one) => ({ value: one, label: roleName(one), text: roleText(one) }))}
          onChange={setRole}
        />
        <div class="dialog-actions">
          <Button onClick={onClose}>{t(msg`Cancel`)}</Button>
          <Button type="submit" variant="primary" busy={busy}>
            {t(msg`Invite`)}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
