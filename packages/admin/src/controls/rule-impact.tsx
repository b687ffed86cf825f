import { msg, plural } from "@lingui/core/macro";
import type { RuleImpact } from "@tagdeck/core/tags/impact";
import { errorText, t } from "../text/i18n.ts";

type Read = { data: RuleImpact | undefined; error: unknown; isPending: boolean };

type RuleImpactTextProps = {
  /** Null = nothing is changed so far. */
  impact: Read | null;
  say: (count: number) => string;
};

/** What another rule does to those who have the tags. Its place is there before it is known. */
export function RuleImpactText({ impact, say }: RuleImpactTextProps) {
  const ends = impact?.data?.goAtOnce ?? 0;
  return (
    <div class="rule-impact" role="status" aria-busy={impact?.isPending}>
      {impact?.data && <p>{say(impact.data.expectedCount)}</p>}
      {ends > 0 && (
        <p class="rule-ends">
          {t(
            msg`${plural(ends, { one: "# of them loses it at once; undo brings it back.", other: "# of them lose it at once; undo brings it back." })}`,
          )}
        </p>
      )}
      {impact?.error ? <p class="field-error">{errorText(impact.error)}</p> : null}
    </div>
  );
}
