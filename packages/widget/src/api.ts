import type { AppliedChange, ChangeResult, ManyChangeResult } from "@tagdeck/core/assignments/change";
import type { ExpiryChange } from "@tagdeck/core/assignments/inputs";
import type { Contact } from "@tagdeck/core/contacts/contact";
import type { PanelSession } from "@tagdeck/core/embed/session";
import type { NamedTag } from "./chips.ts";
import { follow, type Server } from "./page-stream.ts";
import { patient, problemError } from "./sessions.ts";
import { createWire } from "./wire.ts";

const mostContacts = 100;

/** What a change did; `undo` takes it back and tells how much of it was left alone. */
export type Changed = {
  contacts: readonly Contact[];
  changes: readonly { contact: string; kind: AppliedChange["kind"]; tagId: number }[];
  /** How many had no room for it. */
  full: number;
  undo(): Promise<{ contacts: readonly Contact[]; leftAlone: number }>;
};

/** The calls a panel makes for the contacts it shows, one or several; none of them can reach another. */
export function createContactApi(server: Server, externalIds: readonly string[]) {
  const { baseUrl, sessions } = server;
  const fetch = patient(server.fetch);
  const contacts = externalIds.map((externalId) => ({ externalId }));
  const [contact = { externalId: "" }, ...others] = contacts;
  const several = others.length > 0;

  // A refused session is replaced once; the call it came from was not begun, so it can be sent again.
  const wire = createWire(baseUrl, async (input, init) => {
    const send = async () => {
      const session = sessions.get(externalIds);
      const headers = new Headers(init?.headers);
      headers.set("authorization", `Bearer ${(await session).session}`);
      const response = await fetch(input, { ...init, headers, credentials: "omit" });
      if (response.status === 401) sessions.drop(externalIds, session);
      return response;
    };
    const response = await send();
    return response.status === 401 ? send() : response;
  });

  const answered = (done: ChangeResult): Changed => ({
    contacts: [done.contact],
    changes: done.changes.map((one) => ({ ...one, contact: contact.externalId })),
    full: 0,
    async undo() {
      const seqs = done.changes.map(({ seq }) => seq);
      const undone = await wire.post("assignments", "undo", { contact, seqs });
      return { contacts: [undone.contact], leftAlone: 0 };
    },
  });

  const answeredMany = ({ operationId, skipped, ...done }: ManyChangeResult): Changed => ({
    ...done,
    full: skipped.length,
    undo: () => wire.post("operations", "undo", { id: operationId ?? 0 }),
  });

  return {
    several,
    async session(): Promise<PanelSession> {
      if (contacts.length > mostContacts) {
        throw problemError({ code: "invalid_input", details: { max: mostContacts } });
      }
      return sessions.get(externalIds);
    },
    async get(signal: AbortSignal): Promise<{ contacts: readonly Contact[]; cursor: string }> {
      if (several) return wire.post("contacts", "getMany", { contacts });
      const { contact: found, cursor } = await wire.query("contacts", "get", { contact }, signal);
      return { contacts: [found], cursor };
    },
    history: (signal: AbortSignal, tagId?: number) =>
      wire.query("contacts", "history", { contact, limit: 5, ...(tagId && { tagId }) }, signal),
    tag: (id: number, signal: AbortSignal) => wire.query("tags", "get", { id }, signal),
    edit: (tag: NamedTag) => wire.post("tags", "update", tag),
    suggest: (query: string, signal: AbortSignal, limit: number) =>
      wire.query("tags", "suggest", { query, limit }, signal),
    extend: (tagId: number, to: ExpiryChange): Promise<Changed> =>
      several
        ? wire.post("assignments", "extendMany", { contacts, tagIds: [tagId], to }).then(answeredMany)
        : wire.post("assignments", "extend", { contact, tagIds: [tagId], to }).then(answered),
    change: (change: { add?: number[]; remove?: number[]; create?: { name: string } }): Promise<Changed> =>
      several
        ? wire.post("assignments", "changeMany", { contacts, ...change }).then(answeredMany)
        : wire.post("assignments", "change", { contact, ...change }).then(answered),
    follow: (cursor: string, follower: Parameters<typeof follow>[3]) =>
      follow(server, externalIds, cursor, follower),
  };
}

export type ContactApi = ReturnType<typeof createContactApi>;
