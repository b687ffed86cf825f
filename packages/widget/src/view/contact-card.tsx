import { displayName, type Contact } from "@tagdeck/core/contacts/contact";
import { defaultTagColor } from "@tagdeck/core/tags/color";

/** "MS" for Marco Silva, "林" for 林怡君. */
export function initials(name: string): string {
  const words = name.split(/[\s._@+-]+/u).filter((word) => /^[\p{L}\p{N}]/u.test(word));
  const first = (word: string | undefined) => [...(word ?? "")][0] ?? "";
  const start = first(words[0]);
  if (/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u.test(start)) return start;
  return (start + (words.length > 1 ? first(words.at(-1)) : "")).toUpperCase() || "?";
}

export function ContactCard({ contact }: { contact: Contact }) {
  const name = displayName(contact);
  const more = [contact.externalId, contact.email].filter((text) => text !== null && text !== name);
  return (
    <div class="who" part="contact">
      <div class="avatar" aria-hidden="true" style={{ "--c": defaultTagColor(contact.externalId) }}>
        {initials(name)}
      </div>
      <div class="names">
        <h2 title={name}>
          <bdi>{name}</bdi>
        </h2>
        {more.length > 0 && (
          <p class="muted" title={more.join(" · ")}>
            <bdi>{more.join(" · ")}</bdi>
          </p>
        )}
      </div>
    </div>
  );
}
