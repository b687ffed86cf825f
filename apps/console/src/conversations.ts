import { type DemoContact, knownContacts, newContact } from "./contacts.ts";
import { chineseConversations } from "./conversations-chinese.ts";
import { englishConversations } from "./conversations-english.ts";
import { japaneseConversations } from "./conversations-japanese.ts";

type Message = {
  /** A contact's message has no author: it is theirs. */
  by?: string;
  text: string;
  minutesAgo: number;
};

export type Conversation = {
  /** The contact's external id. */
  contact: string;
  unread: boolean;
  /** Oldest first. */
  messages: Message[];
};

/** A conversation as the page is told of it. */
export type ConversationView = Omit<Conversation, "contact"> & {
  contact: Pick<DemoContact, "externalId" | "name" | "channel"> & { city: string; language: string };
};

const contacts = new Map([...knownContacts, newContact].map((contact) => [contact.externalId, contact]));

/** The contact of a conversation; undefined for anybody this console has no conversation with. */
export function findContact(externalId: string): DemoContact | undefined {
  return conversations.some(({ contact }) => contact === externalId) ? contacts.get(externalId) : undefined;
}

const conversations: Conversation[] = [
  ...englishConversations,
  ...chineseConversations,
  ...japaneseConversations,
];

/** All conversations, the one with the latest message first. */
export const conversationViews: ConversationView[] = conversations
  .flatMap(({ contact: externalId, unread, messages }) => {
    const contact = contacts.get(externalId);
    if (contact === undefined) return [];
    const { name, channel, attributes } = contact;
    const { city = "", language = "en" } = attributes;
    return [{ contact: { externalId, name, channel, city, language }, unread, messages }];
  })
  .toSorted((a, b) => lastMinutesAgo(a) - lastMinutesAgo(b));

function lastMinutesAgo({ messages }: ConversationView): number {
  return messages.at(-1)?.minutesAgo ?? Infinity;
}
