import { msg } from "@lingui/core/macro";
import { Download } from "lucide-preact";
import { useState } from "preact/hooks";
import { Button } from "../controls/button.tsx";
import type { TagIndex, TagOrder } from "../tags/queries.ts";
import { t } from "../text/i18n.ts";
import { TagsDialog } from "./tags-dialog.tsx";

/** The button beside the list of tags: exports what is shown, or all. */
export function ExportTags({ order, index }: { order: TagOrder; index: TagIndex | undefined }) {
  const [open, setOpen] = useState(false);
  const found = index?.ids.length ?? 0;
  const total = (index?.totals.all ?? 0) + (index?.totals.archived ?? 0);
  const narrowed = order.tab !== "all" || order.search !== "" || found !== total;
  return (
    <>
      <Button disabled={!index} onClick={() => setOpen(true)}>
        <Download size={16} aria-hidden class="wide-only" />
        {t(msg`Export`)}
      </Button>
      {open && (
        <TagsDialog list={narrowed ? { order, found } : null} total={total} onClose={() => setOpen(false)} />
      )}
    </>
  );
}
