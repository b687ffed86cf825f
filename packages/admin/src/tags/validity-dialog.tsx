import { msg, plural } from "@lingui/core/macro";
import type { Tag } from "@tagdeck/core/tags/tag";
import { toProblem } from "@tagdeck/ui/problem";
import { useQuery } from "@tanstack/preact-query";
import { useState } from "preact/hooks";
import { Button } from "../controls/button.tsx";
import { Dialog } from "../controls/dialog.tsx";
import { FormError } from "../controls/form-error.tsx";
import { RuleImpactText } from "../controls/rule-impact.tsx";
import { useConsole } from "../shell/console.ts";
import { errorText, t } from "../text/i18n.ts";
import { KindField } from "./kind-field.tsx";

type ValidityDialogProps = {
  tag: Tag;
  onChange: (validityDays: number | null, expectedCount: number) => Promise<void>;
  onClose: () => void;
};

/** Another kind or validity of a tag, with what that does to the contacts who have it. */
export function ValidityDialog({ tag, onChange, onClose }: ValidityDialogProps) {
  const { slug, api } = useConsole();
  const [days, setDays] = useState(tag.validityDays);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const { id, name } = tag;
  const isOther = days !== tag.validityDays;
  const isValid = days === null || (Number.isInteger(days) && days >= 1);
  const impact = useQuery({
    queryKey: [slug, "validity", id, days],
    queryFn: () => api.tags.validityImpact.query({ id, validityDays: days }, { context: { long: true } }),
    enabled: isOther && isValid,
    staleTime: 0,
    gcTime: 0,
    retry: false,
  });

  const confirm = async () => {
    if (!impact.data || busy) return;
    setBusy(true);
    setError(null);
    try {
      await onChange(days, impact.data.expectedCount);
      onClose();
    } catch (reason) {
      setError(reason);
      setBusy(false);
      if (toProblem(reason).code === "impact_changed") void impact.refetch();
    }
  };

  return (
    <Dialog open onClose={onClose} title={t(msg`How long “${name}” stays`)}>
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault();
          void confirm();
        }}
      >
        <FormError text={error === null ? null : errorText(error)} />
        <KindField days={days} onChange={setDays} />
        <RuleImpactText
          impact={isOther && isValid ? impact : null}
          say={(count) =>
            t(
              msg`${plural(count, { one: "# contact has it. What was extended or made to stay by hand is left as it is.", other: "# contacts have it. What was extended or made to stay by hand is left as it is." })}`,
            )
          }
        />
        <div class="dialog-actions">
          <Button onClick={onClose}>{t(msg`Cancel`)}</Button>
          <Button type="submit" variant="primary" busy={busy} disabled={!isOther || !impact.data}>
            {t(msg`Save`)}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
