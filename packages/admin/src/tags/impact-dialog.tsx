import { msg } from "@lingui/core/macro";
import type { Tag } from "@tagdeck/core/tags/tag";
import { toProblem } from "@tagdeck/ui/problem";
import { TagChip } from "@tagdeck/ui/tag-chip.tsx";
import { useQuery } from "@tanstack/preact-query";
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { Button } from "../controls/button.tsx";
import { Dialog } from "../controls/dialog.tsx";
import { Field } from "../controls/field.tsx";
import { FormError } from "../controls/form-error.tsx";
import { Bone, LoadError, Loading } from "../controls/states.tsx";
import { useConsole } from "../shell/console.ts";
import { formatNumber } from "../text/format.ts";
import { errorText, t } from "../text/i18n.ts";

type ImpactDialogProps = {
  tags: readonly Pick<Tag, "id" | "name">[];
  title: string;
  /** What is touched, and what becomes of it. */
  say: (count: number) => ComponentChildren;
  verb: string;
  /** Whether a large number has to be typed. */
  danger: boolean;
  onConfirm: (expectedCount: number) => Promise<void>;
  onClose: () => void;
};

/** Says what a wide change of tags touches, exactly and now, before it is done. */
export function ImpactDialog({ tags, title, say, verb, danger, onConfirm, onClose }: ImpactDialogProps) {
  const { slug, api, workspace } = useConsole();
  const ids = tags.map(({ id }) => id);
  const impact = useQuery({
    queryKey: [slug, "impact", ids],
    queryFn: () => api.tags.impact.query({ ids }, { context: { long: true } }),
    staleTime: 0,
    gcTime: 0,
  });
  const [typed, setTyped] = useState("");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);

  const count = impact.data?.expectedCount ?? 0;
  const mustType = danger && count > workspace.settings.typeCountAbove;
  const agreed = !mustType || typed.replace(/\D/g, "") === String(count);

  const confirm = async () => {
    setBusy(true);
    setError(null);
    try {
      await onConfirm(count);
      onClose();
    } catch (reason) {
      setError(reason);
      setBusy(false);
      if (toProblem(reason).code === "impact_changed") {
        setTyped("");
        void impact.refetch();
      }
    }
  };

  return (
    <Dialog open onClose={onClose} role="alertdialog" title={title}>
      <FormError text={error === null ? null : errorText(error)} />
      {impact.isPending && (
        <Loading>
          <div class="bones impact-bones">
            <Bone width="80%" />
            <Bone width="50%" />
          </div>
        </Loading>
      )}
      {impact.isError && <LoadError error={impact.error} onRetry={() => void impact.refetch()} />}
      {impact.data && (
        <form
          class="form"
          onSubmit={(event) => {
            event.preventDefault();
            if (!busy && agreed) void confirm();
          }}
        >
          <p>{say(count)}</p>
          {tags.length > 1 && (
            <ul class="impact-list">
              {impact.data.largest.map((tag) => (
                <li key={tag.id}>
                  <TagChip tag={tag} />
                  <span class="num">{formatNumber(tag.contactCount ?? 0)}</span>
                </li>
              ))}
            </ul>
          )}
          {mustType && (
            <Field label={t(msg`Type ${formatNumber(count)} to go on`)}>
              {(control) => (
                <input
                  {...control}
                  class="input"
                  inputmode="numeric"
                  autocomplete="off"
                  data-autofocus
                  value={typed}
                  onInput={(event) => setTyped(event.currentTarget.value)}
                />
              )}
            </Field>
          )}
          <div class="dialog-actions">
            <Button onClick={onClose}>{t(msg`Cancel`)}</Button>
            <Button type="submit" variant={danger ? "danger" : "primary"} busy={busy} disabled={!agreed}>
              {verb}
            </Button>
          </div>
        </form>
      )}
    </Dialog>
  );
}
