import { msg } from "@lingui/core/macro";
import type { MessageDescriptor } from "@lingui/core";
import type { TagExtra } from "@tagdeck/core/exports/tag-columns";

export const tagExtraNames: Record<TagExtra, MessageDescriptor> = {
  kind: msg`Kind`,
  validity: msg`Validity in days`,
  color: msg`Colour`,
  description: msg`Description`,
  aliases: msg`Aliases`,
  lastUsed: msg`Last used`,
  archived: msg`Archived`,
};
