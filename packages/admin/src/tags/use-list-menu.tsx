import { msg } from "@lingui/core/macro";
import { tagColors } from "@tagdeck/core/tags/color";
import type { ListedTag, Tag } from "@tagdeck/core/tags/tag";
import { useQueryClient } from "@tanstack/preact-query";
import {
  Archive,
  ArchiveRestore,
  Merge,
  Pencil,
  SquareArrowOutUpRight,
  TextQuote,
  Timer,
  Trash2,
  Users,
} from "lucide-preact";
import { useState } from "preact/hooks";
import { useLocation } from "wouter-preact";
import type { MenuAction, MenuSection } from "../controls/menu-content.tsx";
import { useConsole } from "../shell/console.ts";
import { t } from "../text/i18n.ts";
import { colorName } from "./color-names.ts";
import { tagRowsKey, type TagRows } from "./queries.ts";
import type { useTagActions } from "./use-tag-actions.ts";

type Shown = { anchor: HTMLElement; label: string; sections: MenuSection[] };
type ListMenu = {
  actions: ReturnType<typeof useTagActions>;
  /** Null where the person may not edit tags. */
  onEdit: ((id: number) => void) | null;
};

/** The one menu of a list, which opens at the row it is asked for from. */
export function useListMenu({ actions, onEdit }: ListMenu) {
  const { slug, can } = useConsole();
  const queries = useQueryClient();
  const [, navigate] = useLocation();
  const [shown, setShown] = useState<Shown | null>(null);
  const [describing, setDescribing] = useState<Tag | null>(null);
  const open = (anchor: HTMLElement, label: string, sections: MenuSection[]) =>
    setShown((before) => (before?.anchor === anchor ? null : { anchor, label, sections }));

  function actionsOf(tag: ListedTag): MenuSection[] {
    const look: MenuAction[] = [
      {
        value: "open",
        label: t(msg`Open`),
        icon: <SquareArrowOutUpRight size={16} aria-hidden />,
        onSelect: () => navigate(`/${slug}/tags/${tag.id}`),
      },
      {
        value: "contacts",
        label: t(msg`Show its contacts`),
        icon: <Users size={16} aria-hidden />,
        onSelect: () => navigate(`/${slug}/contacts?tag=${tag.id}`),
      },
    ];
    const edit: MenuAction[] = onEdit
      ? [
          {
            value: "rename",
            label: t(msg`Rename`),
            icon: <Pencil size={16} aria-hidden />,
            hint: "F2",
            onSelect: () => requestAnimationFrame(() => onEdit(tag.id)),
          },
          {
            value: "describe",
            label: t(msg`Edit the description`),
            icon: <TextQuote size={16} aria-hidden />,
            onSelect: () => setDescribing(tag),
          },
        ]
      : [];
    if (onEdit && can("tags.bulk")) {
      edit.push({
        value: "validity",
        label: t(msg`Change how long it stays`),
        icon: <Timer size={16} aria-hidden />,
        onSelect: () => actions.askValidity(tag),
      });
    }
    const merge: MenuAction[] = can("tags.merge")
      ? [
          {
            value: "merge",
            label: t(msg`Merge…`),
            icon: <Merge size={16} aria-hidden />,
            onSelect: () => actions.askToMerge([tag]),
          },
        ]
      : [];
    const shelve: MenuAction[] = can("tags.bulk") ? [archiveChoice(tag, actions)] : [];
    const remove: MenuAction[] = can("tags.delete")
      ? [
          {
            value: "delete",
            label: t(msg`Delete`),
            icon: <Trash2 size={16} aria-hidden />,
            danger: true,
            onSelect: () => void actions.askToRemove([tag]),
          },
        ]
      : [];
    return [look, edit, [...merge, ...shelve, ...remove]]
      .filter((part) => part.length > 0)
      .map((part) => ({ kind: "actions", actions: part }));
  }

  return {
    shown,
    close: () => setShown(null),
    describing,
    stopDescribing: () => setDescribing(null),
    openActions(tag: ListedTag, anchor: HTMLElement): void {
      const { name } = tag;
      open(anchor, t(msg`Actions for ${name}`), actionsOf(tag));
    },
    openColors(tag: ListedTag, anchor: HTMLElement): void {
      const { name } = tag;
      open(anchor, t(msg`Colour of ${name}`), [
        colorChoice(tag.color, (color) => void actions.recolor(tag, color)),
      ]);
    },
    openColorsOfMany(ids: readonly number[], anchor: HTMLElement): void {
      open(anchor, t(msg`Colour of the selected tags`), [
        colorChoice("", (color) => void actions.recolorMany(ids, color)),
      ]);
    },
    /** Tags with their names, as far as they were ever on screen. */
    named(ids: readonly number[]): Pick<Tag, "id" | "name">[] {
      const rows = queries.getQueryData<TagRows>(tagRowsKey(slug));
      return ids.map((id) => ({ id, name: rows?.get(id)?.tag.name ?? "" }));
    },
  };
}

export function archiveChoice(tag: Tag, actions: ListMenu["actions"]): MenuAction {
  return tag.archivedAt === null
    ? {
        value: "archive",
        label: t(msg`Archive…`),
        icon: <Archive size={16} aria-hidden />,
        onSelect: () => actions.askToArchive([tag]),
      }
    : {
        value: "unarchive",
        label: t(msg`Unarchive`),
        icon: <ArchiveRestore size={16} aria-hidden />,
        onSelect: () => void actions.unarchive([tag]),
      };
}

export function colorChoice(value: string, onChoose: (color: string) => void): MenuSection {
  return {
    kind: "choice",
    label: t(msg`Colour`),
    value,
    columns: true,
    choices: tagColors.map((color) => ({
      value: color,
      label: colorName(color),
      icon: <span class="td-dot menu-dot" style={{ "--c": color }} />,
    })),
    onChoose,
  };
}
