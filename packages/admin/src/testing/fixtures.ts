import type { Notification } from "@tagdeck/core/notifications/notification";
import type { Contact } from "@tagdeck/core/contacts/contact";
import type { FeedUpdate } from "@tagdeck/core/feed/update";
import type { ContactTag, ListedTag, Tag } from "@tagdeck/core/tags/tag";

export function aTag(overrides: Partial<Tag> = {}): Tag {
  return {
    id: 1,
    name: "VIP",
    color: "#d97706",
    description: "",
    kind: "permanent",
    validityDays: null,
    contactCount: 3,
    createdAt: "2026-11-01T00:00:00.000Z",
    updatedAt: "2026-11-01T00:00:00.000Z",
    archivedAt: null,
    ...overrides,
  };
}

export function aListedTag(overrides: Partial<ListedTag> = {}): ListedTag {
  return { ...aTag(), deletion: null, ...overrides };
}

export function aContactTag(overrides: Partial<ContactTag> = {}): ContactTag {
  return {
    id: 1,
    name: "VIP",
    color: "#d97706",
    taggedAt: "2026-11-01T00:00:00.000Z",
    expiresAt: null,
    expiry: "rule",
    ...overrides,
  };
}

export function aContact(overrides: Partial<Contact> = {}): Contact {
  return {
    id: 7,
    externalId: "crm:7",
    name: "Ella Ward",
    email: null,
    phone: null,
    channel: null,
    attributes: {},
    tags: [],
    createdAt: "2026-11-01T00:00:00.000Z",
    updatedAt: "2026-11-01T00:00:00.000Z",
    ...overrides,
  };
}

export function anUpdate(overrides: Partial<FeedUpdate> = {}): FeedUpdate {
  return {
    reset: false,
    tags: [],
    removedTagIds: [],
    contact: null,
    contacts: [],
    contactIds: [],
    workspace: false,
    operations: false,
    notifications: false,
    ...overrides,
  };
}

export function aNotification(overrides: Partial<Notification> = {}): Notification {
  return {
    id: 1,
    about: { kind: "export", exportId: 1, of: "tags", tag: null, file: null },
    status: "done",
    progress: null,
    error: null,
    at: "2026-11-01T00:00:00.000Z",
    unread: true,
    ...overrides,
  };
}
