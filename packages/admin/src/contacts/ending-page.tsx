import { msg, plural } from "@lingui/core/macro";
import type { EndingTag } from "@tagdeck/core/assignments/ending";
import { toProblem } from "@tagdeck/ui/problem";
import { Filter, Hourglass, SearchX } from "lucide-preact";
import { useState } from "preact/hooks";
import { Button } from "../controls/button.tsx";
import { Empty, LoadError } from "../controls/states.tsx";
import { useConsole } from "../shell/console.ts";
import { Page } from "../shell/page.tsx";
import { t } from "../text/i18n.ts";
import { FilterChip } from "./active-filters.tsx";
import { EndingDay } from "./ending-day.tsx";
import { LifeDialog } from "./life-dialog.tsx";
import { ContactSkeleton } from "./skeleton.tsx";
import { ContactTabs } from "./tabs.tsx";
import { TagFilter } from "./tag-filter.tsx";
import { endingSpans, useEnding } from "./use-ending.ts";

/** Whose tags run out soon, day by day, to be extended where they should stay. */
export function EndingPage() {
  const { can } = useConsole();
  const { tagId, days, read, groups, change, extend } = useEnding();
  const [extending, setExtending] = useState<EndingTag | null>(null);

  const body = () => {
    if (read.isPending) return <ContactSkeleton />;
    if (read.isError && toProblem(read.error).code === "tag_not_found") {
      return (
        <Empty icon={<SearchX size={24} />} title={t(msg`A tag of this filter is deleted`)}>
          <Button onClick={() => change({ tagId: null })}>{t(msg`Show all tags`)}</Button>
        </Empty>
      );
    }
    if (!read.data) return <LoadError error={read.error} onRetry={() => void read.refetch()} />;
    if (groups.length === 0 && !read.hasNextPage) {
      return (
        <Empty
          icon={<Hourglass size={24} />}
          title={t(msg`Nothing ends in the next ${plural(days, { one: "# day", other: "# days" })}`)}
          text={t(msg`Contacts appear here when a tag of theirs is about to run out.`)}
        >
          {days === endingSpans[0] && (
            <Button onClick={() => change({ days: endingSpans[1] })}>{spanText(endingSpans[1])}</Button>
          )}
        </Empty>
      );
    }
    return (
      <div class={`ending${read.isPlaceholderData ? " is-stale" : ""}`} aria-busy={read.isPlaceholderData}>
        {groups.map(([at, items]) => (
          <EndingDay key={at} at={at} items={items} onExtend={can("tags.extend") ? setExtending : null} />
        ))}
        {read.hasNextPage && (
          <Button busy={read.isFetchingNextPage} onClick={() => void read.fetchNextPage()}>
            {t(msg`Show more`)}
          </Button>
        )}
      </div>
    );
  };

  return (
    <Page title={t(msg`Contacts`)}>
      <ContactTabs here="ending" />
      <div class="toolbar contact-toolbar">
        <select
          class="select select-small"
          aria-label={t(msg`How soon`)}
          value={days}
          onChange={(event) => change({ days: Number(event.currentTarget.value) })}
        >
          {endingSpans.map((span) => (
            <option key={span} value={span}>
              {spanText(span)}
            </option>
          ))}
        </select>
        <TagFilter
          key={tagId}
          label={t(msg`Of a tag`)}
          find={t(msg`Find a tag`)}
          icon={<Filter size={16} aria-hidden />}
          chosen={tagId === null ? [] : [tagId]}
          onChoose={(id) => change({ tagId: id })}
        />
        {tagId !== null && <FilterChip id={tagId} onRemove={() => change({ tagId: null })} />}
      </div>
      {body()}
      {extending && (
        <LifeDialog
          tag={extending.tag}
          onChange={(to) => void extend(extending, to)}
          onClose={() => setExtending(null)}
        />
      )}
    </Page>
  );
}

function spanText(days: number): string {
  return t(msg`The next ${plural(days, { one: "# day", other: "# days" })}`);
}
