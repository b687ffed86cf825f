/** Every kind of wide change. They are stored, so they stay. */
export const operationKinds = [
  "tag.delete",
  "tags.delete",
  "tags.recolor",
  "tags.archive",
  "tags.merge",
  "tags.group",
  "groups.exclusive",
  "contacts.tag",
  "contacts.bulk",
  "contacts.extend",
  "tag.validity",
  "workspace.zone",
] as const;
export type OperationKind = (typeof operationKinds)[number];

/** A kind as it was stored; null = a newer version of the program made it. */
export function readOperationKind(value: string): OperationKind | null {
  return operationKinds.find((kind) => kind === value) ?? null;
}
