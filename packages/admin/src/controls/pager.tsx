import { msg } from "@lingui/core/macro";
import { ChevronLeft, ChevronRight } from "lucide-preact";
import type { ComponentChildren } from "preact";
import { formatNumber } from "../text/format.ts";
import { t } from "../text/i18n.ts";
import { Button } from "./button.tsx";

type PagerProps = {
  onPrevious: (() => void) | null;
  onNext: (() => void) | null;
  size: number;
  sizes: readonly number[];
  onSize: (size: number) => void;
  children?: ComponentChildren;
};

export function Pager({ onPrevious, onNext, size, sizes, onSize, children }: PagerProps) {
  return (
    <nav class="pager" aria-label={t(msg`Pages`)}>
      <span class="pager-count">{children}</span>
      <label class="pager-size">
        <span>{t(msg`Per page`)}</span>
        <select
          class="select select-small"
          value={size}
          onChange={(event) => onSize(Number(event.currentTarget.value))}
        >
          {sizes.map((one) => (
            <option key={one} value={one}>
              {formatNumber(one)}
            </option>
          ))}
        </select>
      </label>
      <div class="pager-buttons">
        <Button
          disabled={onPrevious === null}
          onClick={onPrevious ?? undefined}
          aria-label={t(msg`Previous page`)}
        >
          <ChevronLeft size={16} aria-hidden />
          <span class="pager-word">{t(msg`Previous`)}</span>
        </Button>
        <Button disabled={onNext === null} onClick={onNext ?? undefined} aria-label={t(msg`Next page`)}>
          <span class="pager-word">{t(msg`Next`)}</span>
          <ChevronRight size={16} aria-hidden />
        </Button>
      </div>
    </nav>
  );
}
