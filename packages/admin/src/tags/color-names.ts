import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { tagColors } from "@tagdeck/core/tags/color";
import { t } from "../text/i18n.ts";

const names: Record<(typeof tagColors)[number], MessageDescriptor> = {
  "#dc2626": msg`Red`,
  "#ea580c": msg`Orange`,
  "#d97706": msg`Amber`,
  "#65a30d": msg`Lime`,
  "#16a34a": msg`Green`,
  "#0d9488": msg`Teal`,
  "#0891b2": msg`Cyan`,
  "#3b82f6": msg`Blue`,
  "#4f46e5": msg`Indigo`,
  "#7c3aed": msg`Violet`,
  "#db2777": msg`Pink`,
  "#64748b": msg`Slate`,
};

export function colorName(color: string): string {
  // safe because the `in` says that the colour is one of the keys
  return color in names ? t(names[color as keyof typeof names]) : color;
}
