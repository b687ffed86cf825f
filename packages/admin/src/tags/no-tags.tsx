import { msg } from "@lingui/core/macro";
import type { TagTab } from "@tagdeck/core/tags/tabs";
import { Archive, Plus, SearchX, Tags, Trash2 } from "lucide-preact";
import { Button } from "../controls/button.tsx";
import { Empty } from "../controls/states.tsx";
import { t } from "../text/i18n.ts";

type NoTagsProps = {
  tab: TagTab;
  search: string;
  /** Null where the person may not create tags. */
  onCreate: ((name: string) => void) | null;
  onShowAll: () => void;
};

/** Stands where the list would be. */
export function NoTags({ tab, search, onCreate, onShowAll }: NoTagsProps) {
  if (search !== "") {
    return (
      <Empty icon={<SearchX size={24} />} title={t(msg`No tag matches “${search}”`)}>
        {onCreate && tab !== "deleted" && (
          <Button variant="primary" onClick={() => onCreate(search)}>
            <Plus size={16} aria-hidden />
            {t(msg`Create “${search}”`)}
          </Button>
        )}
        <Button onClick={onShowAll}>{t(msg`Show all tags`)}</Button>
      </Empty>
    );
  }
  if (tab === "deleted") {
    return (
      <Empty
        icon={<Trash2 size={24} />}
        title={t(msg`Nothing to restore`)}
        text={t(msg`Deleted tags stay here for as long as they can be brought back.`)}
      />
    );
  }
  if (tab === "archived") return <Empty icon={<Archive size={24} />} title={t(msg`No archived tags`)} />;
  return (
    <Empty
      icon={<Tags size={24} />}
      title={t(msg`No tags yet`)}
      text={t(msg`Tags say what a contact is about: VIP, newsletter, wants a refund.`)}
    >
      {onCreate && (
        <Button variant="primary" onClick={() => onCreate("")}>
          <Plus size={16} aria-hidden />
          {t(msg`Create the first tag`)}
        </Button>
      )}
    </Empty>
  );
}
