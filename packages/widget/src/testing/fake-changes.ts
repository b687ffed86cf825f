import type { AppliedChange, ManyChangeResult } from "@tagdeck/core/assignments/change";
import type { ExpiryChange } from "@tagdeck/core/assignments/inputs";
import type { Contact } from "@tagdeck/core/contacts/contact";
import type { ErrorDetails } from "@tagdeck/core/errors";
import type { FeedUpdate } from "@tagdeck/core/feed/update";
import type { UndoneOperation } from "@tagdeck/core/operations/undone";
import { parseTagName } from "@tagdeck/core/tags/name";
import type { ContactTag, Tag } from "@tagdeck/core/tags/tag";
import type { FakeStore } from "./fake-store.ts";

type Ref = { externalId: string };
export type Input = {
  contact?: Ref;
  contacts?: Ref[];
  follow?: { session: number; contacts: Ref[] }[];
  add?: number[];
  remove?: number[];
  create?: { name: string };
  seqs?: number[];
  query?: string;
  limit?: number;
  cursor?: string;
  tagId?: number;
  id?: number;
  name?: string;
  color?: string;
  tagIds?: number[];
  to?: ExpiryChange;
};

export class Refusal extends Error {
  readonly status: number;
  readonly details: ErrorDetails;
  constructor(code: string, status = 400, details: ErrorDetails = {}) {
    super(code);
    this.status = status;
    this.details = details;
  }
}

type Publish = (of: string | readonly string[] | null, change: Partial<FeedUpdate>) => void;
type Made = { on: Contact; changes: AppliedChange[] };

/** What a fake server does to its tags and contacts, and what it tells the streams of it. */
export function createFakeChanges(store: FakeStore, publish: Publish) {
  const { tags, contacts, history, newId, tag, contact, record, apply, take, matching } = store;
  const ends = new Map<number, { held: ContactTag; was: Pick<ContactTag, "expiresAt" | "expiry"> }>();
  const operations = new Map<number, Made[]>();
  /** How many tags a contact may have when several are changed. */
  const limit = { max: 100 };

  const contactOf = ({ externalId }: Ref): Contact =>
    contacts.get(externalId) ?? contact(externalId, { id: null });

  function found(id: number): Tag {
    const one = tags.get(id);
    if (!one) throw new Refusal("tag_not_found", 404);
    return one;
  }

  /** Makes the tag that is asked for. */
  function prepared(input: Input): { add: number[]; remove: number[] } {
    const { add = [], remove = [], create } = input;
    if (!create) return { add, remove };
    const taken = matching(create.name).exact;
    if (taken) throw new Refusal("tag_name_taken", 409, { tag: taken });
    return { add: [...add, tag(parseTagName(create.name)).id], remove };
  }

  function make(on: Contact, { add, remove }: ReturnType<typeof prepared>): AppliedChange[] {
    return [...add.flatMap((id) => apply(on, found(id))), ...remove.flatMap((id) => take(on, found(id)))];
  }

  function tell(made: readonly Made[]): void {
    const changed = made.filter(({ changes }) => changes.length > 0).map(({ on }) => on);
    const tagIds = new Set(made.flatMap(({ changes }) => changes.map(({ tagId }) => tagId)));
    if (changed.length === 0) return;
    publish(
      changed.map(({ externalId }) => externalId),
      { contacts: changed, tags: [...tagIds].map(found) },
    );
  }

  function extendOne(on: Contact, { tagIds = [], to }: Input): AppliedChange[] {
    return on.tags
      .filter(({ id }) => tagIds.includes(id))
      .map((held) => {
        const made = record(on, to?.by === "never" ? "made_permanent" : "extended", found(held.id));
        ends.set(made.seq, { held, was: { expiresAt: held.expiresAt, expiry: held.expiry } });
        if (to?.by === "never") Object.assign(held, { expiresAt: null, expiry: "never" });
        else if (to?.by === "days" && held.expiresAt) {
          held.expiresAt = new Date(Date.parse(held.expiresAt) + to.days * 86_400_000).toISOString();
        }
        return made;
      });
  }

  /** False when the entry did not change how long a tag stays. */
  function shortenAgain(seq: number): boolean {
    const ended = ends.get(seq);
    if (ended) Object.assign(ended.held, ended.was);
    return ended !== undefined;
  }

  const listed = (made: readonly Made[]) =>
    made.flatMap(({ on, changes }) =>
      changes.map(({ kind, tagId }) => ({ contact: on.externalId, kind, tagId })),
    );

  return {
    contactOf,
    found,
    limit,
    change(on: Contact, input: Input) {
      const changes = make(on, prepared(input));
      tell([{ on, changes }]);
      return { contact: on, changes };
    },
    extend(on: Contact, input: Input) {
      const changes = extendOne(on, input);
      tell([{ on, changes }]);
      return { contact: on, changes };
    },
    extendMany(input: Input): ManyChangeResult {
      const all = [...new Set(input.contacts?.map(contactOf))];
      const made = all.map((on) => ({ on, changes: extendOne(on, input) }));
      tell(made);
      const operationId = newId();
      operations.set(operationId, made);
      return { operationId, contacts: all, changes: listed(made), skipped: [] };
    },
    undo(on: Contact, seqs: number[]) {
      const entries = history.get(on.externalId) ?? [];
      for (const entry of entries.filter(({ seq }) => seqs.includes(seq))) {
        entry.undone = true;
        if (shortenAgain(entry.seq)) continue;
        if (entry.kind === "added") take(on, found(entry.tag.id), true);
        else apply(on, found(entry.tag.id), true);
      }
      publish(on.externalId, { contacts: [on] });
      return { contact: on };
    },
    changeMany(input: Input): ManyChangeResult {
      const { max } = limit;
      const all = [...new Set(input.contacts?.map(contactOf))];
      const what = prepared(input);
      const full = all.filter(({ tags: on }) => what.add.length > 0 && on.length >= max);
      const changed = all.filter((on) => !full.includes(on));
      const made = changed.map((on) => ({ on, changes: make(on, what) }));
      tell(made);
      const changes = listed(made);
      const operationId = changes.length > 0 ? newId() : null;
      if (operationId !== null) operations.set(operationId, made);
      const skipped = full.map(
        ({ externalId }) => ({ contact: externalId, code: "contact_tags_full", max }) as const,
      );
      return { operationId, contacts: all, changes, skipped };
    },
    undoMany(id: number): UndoneOperation {
      const made = operations.get(id);
      if (!made) throw new Refusal("operation_not_found", 404);
      let leftAlone = 0;
      const back = made.map(({ on, changes }) => {
        const own = changes.filter(
          ({ seq, tagId }) =>
            history.get(on.externalId)?.find((entry) => entry.tag.id === tagId)?.seq === seq,
        );
        leftAlone += changes.length - own.length;
        const undone = own.flatMap(({ seq, kind, tagId }) =>
          shortenAgain(seq)
            ? []
            : make(on, kind === "added" ? { add: [], remove: [tagId] } : { add: [tagId], remove: [] }),
        );
        return { on, changes: undone };
      });
      tell(back);
      return { tag: null, tagIds: [], blocked: [], contacts: made.map(({ on }) => on), leftAlone };
    },
    edit(one: Tag, { name = one.name, color = one.color }: Input): Tag {
      const taken = matching(name).exact;
      if (taken && taken !== one) throw new Refusal("tag_name_taken", 409, { tag: taken });
      Object.assign(one, { name: parseTagName(name), color });
      publish(null, { tags: [one] });
      return one;
    },
  };
}
