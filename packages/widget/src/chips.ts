import type { Contact } from "@tagdeck/core/contacts/contact";
import type { ContactTag } from "@tagdeck/core/tags/tag";
import { defaultTagColor } from "@tagdeck/core/tags/color";
import { tagKey } from "@tagdeck/core/tags/name";

export type NamedTag = { id: number; name: string; color: string };

/** `contactCount`: how many of the contacts on screen have it. Of several, it says when the first of them loses it. */
export type SharedTag = NamedTag & {
  contactCount: number;
  expiresAt?: ContactTag["expiresAt"] | undefined;
  expiry?: ContactTag["expiry"] | undefined;
};

/** A change that is shown although the server has not confirmed it. */
export type Pending =
  | { kind: "add"; tag: NamedTag }
  | { kind: "create"; name: string }
  | { kind: "remove"; id: number }
  | { kind: "extend"; id: number; expiresAt: SharedTag["expiresAt"] };

/** `id` is null for a tag that is being created. */
export type Chip = Omit<SharedTag, "id"> & { id: number | null; pending: boolean };

export const named = ({ id, name, color }: NamedTag): NamedTag => ({ id, name, color });

/** Gives a tag the name and colour that it has now. */
export function restyler(changed: readonly NamedTag[]) {
  const now = new Map(changed.map((tag) => [tag.id, tag]));
  return <T extends NamedTag>(tag: T): T => {
    const { name, color } = now.get(tag.id) ?? tag;
    return { ...tag, name, color };
  };
}

/** The tags that any of the contacts has, newest first, by when the first of them got it: giving it to the rest moves nothing. */
export function sharedTags(contacts: readonly Pick<Contact, "tags">[]): SharedTag[] {
  const all = new Map<number, SharedTag>();
  const tags = contacts.flatMap((contact) => contact.tags).reverse();
  for (const tag of tags.sort((a, b) => a.taggedAt.localeCompare(b.taggedAt))) {
    const { contactCount = 0, ...known }: Partial<SharedTag> = all.get(tag.id) ?? {};
    const [expiresAt = null] = [known.expiresAt, tag.expiresAt].filter((end) => end !== null && end).sort();
    const expiry = known.expiry === "never" ? known.expiry : tag.expiry;
    all.set(tag.id, { ...named(tag), expiresAt, expiry, contactCount: contactCount + 1 });
  }
  return [...all.values()].reverse();
}

/** What the tags of so many contacts look like once the pending changes succeed. */
export function chipsOf(
  tags: readonly SharedTag[],
  contactCount: number,
  pending: readonly Pending[],
): Chip[] {
  let chips = tags.map((tag): Chip => ({ ...tag, pending: false }));
  for (const change of pending) {
    if (change.kind === "remove") chips = chips.filter(({ id }) => id !== change.id);
    else if (change.kind === "create") {
      const { name } = change;
      const key = tagKey(name);
      // The feed may have brought it before the answer.
      if (chips.some((chip) => tagKey(chip.name) === key)) continue;
      chips.unshift({ id: null, name, color: defaultTagColor(key), contactCount, pending: true });
    } else if (change.kind === "extend") {
      const { id, expiresAt } = change;
      chips = chips.map((chip) => (chip.id === id ? { ...chip, expiresAt } : chip));
    } else {
      const known = chips.find(({ id }) => id === change.tag.id);
      if (known) known.contactCount = contactCount;
      else chips.unshift({ ...named(change.tag), contactCount, pending: true });
    }
  }
  return chips;
}
