import { msg, plural } from "@lingui/core/macro";
import type { Tag } from "@tagdeck/core/tags/tag";
import { toProblem } from "@tagdeck/ui/problem";
import { TagPicker } from "@tagdeck/ui/tag-picker.tsx";
import { keepPreviousData, useQuery } from "@tanstack/preact-query";
import { useState } from "preact/hooks";
import { Button } from "../controls/button.tsx";
import { Dialog } from "../controls/dialog.tsx";
import { FormError } from "../controls/form-error.tsx";
import { Bone, LoadError, Loading } from "../controls/states.tsx";
import { useConsole } from "../shell/console.ts";
import { errorText, t } from "../text/i18n.ts";
import { MergeSides } from "./merge-sides.tsx";

type Named = Pick<Tag, "id" | "name">;

type MergeDialogProps = {
  tags: readonly Named[];
  into: number | undefined;
  onMerge: (tags: readonly Named[], into: Named, expectedCount: number) => Promise<void>;
  onClose: () => void;
};

/** Which tag stays, and what becomes of contacts, before it is done. With one tag only, the other is asked for first. */
export function MergeDialog({ tags: given, into: proposed, onMerge, onClose }: MergeDialogProps) {
  const { api } = useConsole();
  const [tags, setTags] = useState(given);
  const [first] = tags;
  const name = first?.name ?? "";
  const n = tags.length;
  return (
    <Dialog
      open
      onClose={onClose}
      wide={n > 1}
      title={
        n === 1
          ? t(msg`Merge “${name}” with another tag`)
          : t(msg`Merge ${plural(n, { one: "# tag", other: "# tags" })} into one`)
      }
    >
      {n === 1 ? (
        <div class="merge-find">
          <TagPicker
            label={t(msg`The other tag`)}
            autoFocus
            applied={new Set(tags.map(({ id }) => id))}
            canCreate={false}
            parseName={(text) => text}
            load={(query, signal, limit) => api.tags.suggest.query({ query, limit }, { signal })}
            onPick={(tag) => setTags([...tags, tag])}
            onCreate={() => undefined}
            onClose={onClose}
          />
        </div>
      ) : (
        <Chosen tags={tags} proposed={proposed} onMerge={onMerge} onClose={onClose} />
      )}
    </Dialog>
  );
}

type ChosenProps = Omit<MergeDialogProps, "into"> & { proposed: number | undefined };

function Chosen({ tags, proposed, onMerge, onClose }: ChosenProps) {
  const { slug, api } = useConsole();
  // The first of several is asked about before it is known which one most contacts have.
  const [chosen, setChosen] = useState<number | undefined>(proposed);
  const ids = tags.map(({ id }) => id);
  const largest = useQuery({
    queryKey: [slug, "merge-tags", ids],
    queryFn: async () => (await api.tags.impact.query({ ids }, { context: { long: true } })).largest[0]?.id,
    enabled: chosen === undefined,
    gcTime: 0,
  });
  const into = chosen ?? largest.data;
  const preview = useQuery({
    queryKey: [slug, "merge", ids, into],
    queryFn: () => api.tags.mergePreview.query({ ids, into: into ?? 0 }, { context: { long: true } }),
    enabled: into !== undefined,
    placeholderData: keepPreviousData,
    staleTime: 0,
    gcTime: 0,
  });
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const { data } = preview;
  const survivor = data?.tags.find(({ id }) => id === into);
  const failed = preview.error ?? largest.error;

  const confirm = async () => {
    if (!survivor || !data || preview.isPlaceholderData) return;
    setBusy(true);
    setError(null);
    try {
      await onMerge(tags, survivor, data.expectedCount);
      onClose();
    } catch (reason) {
      setError(reason);
      setBusy(false);
      if (toProblem(reason).code === "impact_changed") void preview.refetch();
    }
  };

  return (
    <form
      class="form"
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) void confirm();
      }}
    >
      <FormError text={error === null ? null : errorText(error)} />
      {failed !== null && !data && <LoadError error={failed} onRetry={() => void preview.refetch()} />}
      {!data && failed === null && (
        <Loading>
          <div class="bones">
            <Bone height="56px" />
            <Bone height="56px" />
            <Bone width="60%" />
          </div>
        </Loading>
      )}
      {data && into !== undefined && (
        <MergeSides preview={data} into={into} busy={preview.isPlaceholderData} onChoose={setChosen} />
      )}
      <div class="dialog-actions">
        <Button onClick={onClose}>{t(msg`Cancel`)}</Button>
        <Button
          type="submit"
          variant="primary"
          busy={busy}
          disabled={!data || preview.isPlaceholderData || survivor === undefined}
        >
          {t(msg`Merge`)}
        </Button>
      </div>
    </form>
  );
}
