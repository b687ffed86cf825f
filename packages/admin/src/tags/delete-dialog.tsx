import { msg, plural } from "@lingui/core/macro";
import type { Tag } from "@tagdeck/core/tags/tag";
import { toProblem } from "@tagdeck/ui/problem";
import { TagChip } from "@tagdeck/ui/tag-chip.tsx";
import { useQuery } from "@tanstack/preact-query";
import { useState } from "preact/hooks";
import { Button } from "../controls/button.tsx";
import { Dialog } from "../controls/dialog.tsx";
import { Field } from "../controls/field.tsx";
import { FormError } from "../controls/form-error.tsx";
import { Bone, LoadError, Loading } from "../controls/states.tsx";
import { useConsole } from "../shell/console.ts";
import { formatNumber } from "../text/format.ts";
import { errorText, t } from "../text/i18n.ts";

type DeleteDialogProps = {
  tags: readonly Pick<Tag, "id" | "name">[];
  onDelete: (expectedCount: number) => Promise<void>;
  onClose: () => void;
};

/** Says what a deletion touches, exactly and now, before it is done. */
export function DeleteDialog({ tags, onDelete, onClose }: DeleteDialogProps) {
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

  const [only] = tags;
  const name = only?.name ?? "";
  const n = tags.length;
  const count = impact.data?.expectedCount ?? 0;
  const mustType = count > workspace.settings.typeCountAbove;
  const agreed = !mustType || typed.replace(/\D/g, "") === String(count);
  const undoDays = workspace.settings.undoDays;

  const confirm = async () => {
    setBusy(true);
    setError(null);
    try {
      await onDelete(count);
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
    <Dialog
      open
      onClose={onClose}
      role="alertdialog"
      title={
        n === 1 ? t(msg`Delete “${name}”?`) : t(msg`Delete ${plural(n, { one: "# tag", other: "# tags" })}?`)
      }
    >
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
          <p>
            {n === 1
              ? t(
                  msg`It is taken off ${plural(count, { one: "# contact", other: "# contacts" })} at once, and its name is free.`,
                )
              : t(
                  msg`They are taken off contacts ${plural(count, { one: "# time", other: "# times" })} in all at once, and their names are free.`,
                )}{" "}
            {t(
              msg`You can undo this, and find deleted tags in the list for ${plural(undoDays, { one: "# day", other: "# days" })}.`,
            )}
          </p>
          {n > 1 && (
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
            <Button type="submit" variant="danger" busy={busy} disabled={!agreed}>
              {t(msg`Delete`)}
            </Button>
          </div>
        </form>
      )}
    </Dialog>
  );
}
