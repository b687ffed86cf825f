import { msg } from "@lingui/core/macro";
import { tagColors } from "@tagdeck/core/tags/color";
import type { Tag } from "@tagdeck/core/tags/tag";
import { Ellipsis, Palette, Pencil, TextQuote, Trash2, Users } from "lucide-preact";
import { IconButton } from "../controls/button.tsx";
import { Menu, type MenuAction } from "../controls/menu.tsx";
import { t } from "../text/i18n.ts";
import { colorName } from "./color-names.ts";

export type RowActionsProps = {
  tag: Tag;
  /** Absent where the person may not do it. */
  onEdit: (() => void) | null;
  onRecolor: ((color: string) => void) | null;
  onDescribe: (() => void) | null;
  onDelete: (() => void) | null;
  onContacts: () => void;
};

export function RowActions({ tag, onEdit, onRecolor, onDescribe, onDelete, onContacts }: RowActionsProps) {
  const { name } = tag;
  const actions: MenuAction[] = [
    {
      value: "contacts",
      label: t(msg`Show its contacts`),
      icon: <Users size={16} aria-hidden />,
      onSelect: onContacts,
    },
  ];
  if (onEdit) {
    actions.push({
      value: "rename",
      label: t(msg`Rename`),
      icon: <Pencil size={16} aria-hidden />,
      onSelect: () => requestAnimationFrame(onEdit),
    });
  }
  if (onDescribe) {
    actions.push({
      value: "describe",
      label: t(msg`Edit the description`),
      icon: <TextQuote size={16} aria-hidden />,
      onSelect: onDescribe,
    });
  }
  const remove: MenuAction[] = onDelete
    ? [
        {
          value: "delete",
          label: t(msg`Delete`),
          icon: <Trash2 size={16} aria-hidden />,
          danger: true,
          onSelect: onDelete,
        },
      ]
    : [];
  return (
    <div class="row-actions">
      {onRecolor && (
        <Menu
          label={t(msg`Colour of ${name}`)}
          placement="bottom-end"
          sections={[
            {
              kind: "choice",
              label: t(msg`Colour`),
              value: tag.color,
              columns: true,
              choices: tagColors.map((color) => ({
                value: color,
                label: colorName(color),
                icon: <span class="td-dot menu-dot" style={{ "--c": color }} />,
              })),
              onChoose: onRecolor,
            },
          ]}
          trigger={(props) => (
            <IconButton {...props} label={t(msg`Colour of ${name}`)}>
              <Palette size={16} aria-hidden />
            </IconButton>
          )}
        />
      )}
      <Menu
        label={t(msg`Actions for ${name}`)}
        placement="bottom-end"
        sections={[
          { kind: "actions", actions },
          ...(remove.length > 0 ? [{ kind: "actions" as const, actions: remove }] : []),
        ]}
        trigger={(props) => (
          <IconButton {...props} label={t(msg`Actions for ${name}`)}>
            <Ellipsis size={16} aria-hidden />
          </IconButton>
        )}
      />
    </div>
  );
}
