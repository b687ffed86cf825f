import type { AppliedChange, ChangeResult } from "@tagdeck/core/assignments/change";
import type { ExpiryChange } from "@tagdeck/core/assignments/inputs";
import type { Contact } from "@tagdeck/core/contacts/contact";
import type { ContactTag } from "@tagdeck/core/tags/tag";
import type { QueryClient } from "@tanstack/preact-query";
import type { Api } from "../api/client.ts";
import { lifeAfter } from "./life.ts";
import { contactKey, historyKey } from "./queries.ts";

type NamedTag = { id: number; name: string; color: string };

export type ContactModel = ReturnType<typeof createContactModel>;

/** What can be done to one contact's tags. Changes show at once and go back when the server refuses. */
export function createContactModel(api: Api, queries: QueryClient, slug: string, id: number) {
  const key = contactKey(slug, id);

  const patch = (change: (contact: Contact) => Contact) =>
    queries.setQueryData<Contact>(key, (contact) => contact && change(contact));

  const change = (
    input: { add?: number[]; remove?: number[]; create?: { name: string } },
    rollBack: (contact: Contact) => Contact,
  ) => send(() => api.assignments.change.mutate({ contact: { id }, ...input }), rollBack);

  async function send(
    call: () => Promise<ChangeResult>,
    rollBack: (contact: Contact) => Contact,
  ): Promise<AppliedChange[]> {
    // A read that is under way would bring back the state from before the change.
    await queries.cancelQueries({ queryKey: key });
    try {
      const { contact, changes } = await call();
      queries.setQueryData<Contact>(key, contact);
      return changes;
    } catch (error) {
      patch(rollBack);
      throw error;
    } finally {
      void queries.invalidateQueries({ queryKey: historyKey(slug, id) });
    }
  }

  return {
    add(tag: NamedTag, now: number): Promise<AppliedChange[]> {
      const added = {
        ...tag,
        taggedAt: new Date(now).toISOString(),
        expiresAt: null,
        expiry: "rule" as const,
      };
      patch((contact) =>
        contact.tags.some((one) => one.id === tag.id)
          ? contact
          : { ...contact, tags: [added, ...contact.tags] },
      );
      return change({ add: [tag.id] }, (contact) => without(contact, tag.id));
    },
    create: (name: string): Promise<AppliedChange[]> => change({ create: { name } }, (contact) => contact),
    remove(tag: NamedTag): Promise<AppliedChange[]> {
      const before = queries.getQueryData<Contact>(key)?.tags ?? [];
      const at = before.findIndex((one) => one.id === tag.id);
      patch((contact) => without(contact, tag.id));
      return change({ remove: [tag.id] }, (contact) => {
        const removed = before[at];
        return removed && !contact.tags.some((one) => one.id === tag.id)
          ? { ...contact, tags: contact.tags.toSpliced(at, 0, removed) }
          : contact;
      });
    },
    /** Has one of its tags stay longer, for good, or as its rule says. */
    extend(tag: ContactTag, to: ExpiryChange, timeZone: string): Promise<AppliedChange[]> {
      const live = (life: Pick<ContactTag, "expiresAt" | "expiry">) => (contact: Contact) => ({
        ...contact,
        tags: contact.tags.map((one) => (one.id === tag.id ? { ...one, ...life } : one)),
      });
      const { expiresAt, expiry } = tag;
      patch(live(lifeAfter(tag, to, timeZone)));
      return send(
        () => api.assignments.extend.mutate({ contact: { id }, tagIds: [tag.id], to }),
        live({ expiresAt, expiry }),
      );
    },
    async undo(changes: AppliedChange[]): Promise<void> {
      const { contact } = await api.assignments.undo.mutate({
        contact: { id },
        seqs: changes.map((change) => change.seq),
      });
      queries.setQueryData<Contact>(key, contact);
      void queries.invalidateQueries({ queryKey: historyKey(slug, id) });
    },
  };
}

function without(contact: Contact, tagId: number): Contact {
  return { ...contact, tags: contact.tags.filter((tag) => tag.id !== tagId) };
}
