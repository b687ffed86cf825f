import { msg } from "@lingui/core/macro";
import { Button } from "../controls/button.tsx";
import { CopyButton } from "../controls/copy-button.tsx";
import { Dialog } from "../controls/dialog.tsx";
import { t } from "../text/i18n.ts";

/** The codes for when the telephone is lost; they are shown this once. */
export function BackupCodes({ codes, onClose }: { codes: string[]; onClose: () => void }) {
  return (
    <Dialog
      open
      role="alertdialog"
      onClose={onClose}
      title={t(msg`Keep these backup codes`)}
      description={t(
        msg`Each signs you in once when you do not have your telephone. They are shown only now.`,
      )}
    >
      <ul class="codes">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div class="dialog-actions">
        <CopyButton text={codes.join("\n")} label={t(msg`Copy the codes`)} />
        <Button variant="primary" onClick={onClose}>
          {t(msg`I have kept them`)}
        </Button>
      </div>
    </Dialog>
  );
}
