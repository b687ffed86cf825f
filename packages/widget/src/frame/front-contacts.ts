import type { ApplicationConversation } from "@frontapp/plugin-sdk";
import { externalId } from "./host.ts";

const mostContacts = 100;

type Conversation = Pick<ApplicationConversation, "recipient">;

/** Each conversation's main recipient: Front's contact, or the bare handle where Front has none. */
export function contactsOf(conversations: readonly Conversation[], ownIds: boolean): readonly string[] {
  const ids = conversations.flatMap(({ recipient }) => {
    if (!recipient) return [];
    if (ownIds) return externalId("", recipient.handle);
    return externalId("front", recipient.contact?.id ?? recipient.handle);
  });
  return [...new Set(ids)].slice(0, mostContacts);
}
