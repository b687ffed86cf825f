import type { OperationKind } from "@tagdeck/core/operations/kinds";
import { extendContacts, tagContacts } from "../assignments/undo-many.ts";
import { bulkContacts } from "../bulk/undo.ts";
import { groupedTags, madeExclusive } from "../groups/undo.ts";
import { archived } from "../tags/archive.ts";
import { mergeTags } from "../merges/undo.ts";
import { recolorTags } from "../tags/recolor-back.ts";
import { deleteTag, deleteTags } from "../tags/restore.ts";
import { tagValidity, workspaceZone } from "../validity/undo.ts";
import type { Aspect, UndoHandler } from "./undo-handler.ts";

/** How each kind is undone. A new one has its line here. */
const handlers: { [K in OperationKind]: UndoHandler & { kind: K } } = {
  "tag.delete": deleteTag,
  "tags.delete": deleteTags,
  "tags.recolor": recolorTags,
  "tags.archive": archived,
  "tags.merge": mergeTags,
  "tags.group": groupedTags,
  "groups.exclusive": madeExclusive,
  "contacts.tag": tagContacts,
  "contacts.bulk": bulkContacts,
  "contacts.extend": extendContacts,
  "tag.validity": tagValidity,
  "workspace.zone": workspaceZone,
};

export function handlerOf(kind: OperationKind): UndoHandler {
  return handlers[kind];
}

/** The kinds that change one of these aspects of a tag. */
export function changing(aspects: readonly Aspect[]): OperationKind[] {
  return Object.values(handlers)
    .filter(({ changes }) => changes.some((aspect) => aspects.includes(aspect)))
    .map(({ kind }) => kind);
}
