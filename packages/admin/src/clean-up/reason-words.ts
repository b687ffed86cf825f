import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { DuplicateReason } from "@tagdeck/core/tags/duplicate-reasons";

/** How the names of a group differ, as people say it. */
export const reasonWords: Record<DuplicateReason, MessageDescriptor> = {
  case: msg`Different case or width`,
  spacing: msg`Different spaces`,
  punctuation: msg`Different punctuation or hyphens`,
  kana: msg`Hiragana and katakana`,
  simplified: msg`Simplified and traditional characters`,
  variant: msg`Old and new forms of characters`,
  accents: msg`Different accents`,
  plural: msg`Singular and plural`,
  typo: msg`Perhaps a typing slip`,
};
