/** The most contacts whose tags an agent may change at once. */
export const agentBulkMax = 100;

/** What a change of many contacts' tags would touch, exactly and now. */
export type BulkPreview = {
  expectedCount: number;
  /** How many of them have each of the named tags already. */
  have: { tagId: number; n: number }[];
};

/** How far a change of many contacts' tags is, or its undo once it has been taken back. */
export type BulkProgress = {
  operationId: number;
  status: "queued" | "running" | "done" | "failed" | "cancelled";
  isUndone: boolean;
  done: number;
  total: number | null;
  /** How many contacts were changed, or changed back. */
  changed: number;
  /** How many would have had too many tags and were left as they are, and the first of them. */
  skipped: {
    count: number;
    code: "contact_tags_full";
    max: number;
    contacts: { id: number; name: string }[];
  };
  /** Of the undo: how many changes stay, for they were made since. */
  leftAlone: number;
  /** Why it failed. */
  error: { code: string; details: Readonly<Record<string, unknown>> } | null;
};
