/** Where a change of a bulk comes from, and one line of it for each tag it gives. Times in epoch ms. */
export type Batch = {
  originId: number;
  tagId: number;
  /** Its place in the order of recording. */
  seq: number;
  at: number;
  actorId: number;
  source: number;
  /** What it is called, as a file is; empty = it has no name. */
  name: string;
};

/** A contact that has or had a tag, and the bulk change that gave it; null = that was recorded by itself. */
export type Given = { contactId: number; tagId: number; originId: number | null };

export type ImpliedAdd = { contactId: number; batch: Batch };

/**
 * The adds that bulk changes imply: they write no entry for a contact, so what is left of each is the assignment
 * that it made, while that stands, and every entry that closed it since. One and the same add may be told by both,
 * as when a removal was taken back; it counts once.
 */
export function impliedAdds(given: readonly Given[], batches: readonly Batch[]): ImpliedAdd[] {
  const byGift = new Map(batches.map((batch) => [`${batch.originId} ${batch.tagId}`, batch]));
  const found = new Map<string, ImpliedAdd>();
  for (const { contactId, tagId, originId } of given) {
    const batch = originId === null ? undefined : byGift.get(`${originId} ${tagId}`);
    if (batch) found.set(`${contactId} ${tagId} ${originId}`, { contactId, batch });
  }
  return [...found.values()];
}

/** Newest first: by when it happened, and within an instant by the order of recording. */
export function newestFirst(a: { at: number; seq: number }, b: { at: number; seq: number }): number {
  return b.at - a.at || b.seq - a.seq;
}

/** When a contact had a tag, in epoch ms: `to` excluded, infinity while it has it. */
export type Span = { from: number; to: number };

/** Whether one of these spans holds an instant, save in a gap: between a removal and its being taken back. */
export function hadAt(spans: readonly Span[], gaps: readonly Span[], at: number): boolean {
  const holds = ({ from, to }: Span) => from <= at && at < to;
  return spans.some(holds) && !gaps.some(holds);
}
