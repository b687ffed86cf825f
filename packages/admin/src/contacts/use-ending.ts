import { msg } from "@lingui/core/macro";
import type { EndingTag } from "@tagdeck/core/assignments/ending";
import type { AppliedChange } from "@tagdeck/core/assignments/change";
import type { ExpiryChange } from "@tagdeck/core/assignments/inputs";
import { useInfiniteQuery, useQueryClient } from "@tanstack/preact-query";
import { useMemo } from "preact/hooks";
import { useSearchParams } from "wouter-preact";
import { notify, notifyProblem } from "../controls/toaster.ts";
import { useConsole } from "../shell/console.ts";
import { errorText, t } from "../text/i18n.ts";
import { byEnd, createEndingModel } from "./ending-model.ts";
import { extendedText } from "./life.ts";
import { endingKey, endingQuery } from "./queries.ts";
import { useLasting } from "./use-lasting.ts";

export const endingSpans = [7, 30] as const;

/** The list of what runs out soon, as the address asks for it, and what can be done there. */
export function useEnding() {
  const { slug, api, workspace } = useConsole();
  const queries = useQueryClient();
  const [params, setParams] = useSearchParams();
  const asked = params.get("tag") ?? "";
  const tagId = /^[1-9]\d{0,14}$/.test(asked) ? Number(asked) : null;
  const days = endingSpans.find((one) => String(one) === params.get("days")) ?? endingSpans[0];
  const model = useMemo(() => createEndingModel(api, queries, slug), [api, queries, slug]);
  const read = useInfiniteQuery(endingQuery(api, slug, { days, tagId }));
  const items = useMemo(
    () =>
      (read.data?.pages ?? []).flatMap((page) =>
        page.items.map((one) => ({ ...one, expiresAt: one.tag.expiresAt })),
      ),
    [read.data],
  );
  const lasting = useLasting(items, () => void queries.invalidateQueries({ queryKey: endingKey(slug) }));

  async function undo(one: EndingTag, changes: readonly AppliedChange[]): Promise<void> {
    try {
      await model.undo(one, changes);
    } catch (reason) {
      notifyProblem({ text: errorText(reason) });
    }
  }

  return {
    tagId,
    days,
    read,
    groups: byEnd(lasting),
    change(to: { days?: number; tagId?: number | null }): void {
      const next = { days, tagId, ...to };
      const found = new URLSearchParams();
      if (next.days !== endingSpans[0]) found.set("days", String(next.days));
      if (next.tagId !== null) found.set("tag", String(next.tagId));
      setParams(found, { replace: true });
    },
    async extend(one: EndingTag, to: ExpiryChange): Promise<void> {
      try {
        const changes = await model.extend(one, to, workspace.timeZone);
        if (changes.length === 0) return;
        notify({
          text: extendedText(one.tag, to),
          action: { label: t(msg`Undo`), run: () => void undo(one, changes) },
        });
      } catch (reason) {
        notifyProblem({ text: errorText(reason) });
      }
    },
  };
}
