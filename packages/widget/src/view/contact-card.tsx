import { msg } from "@lingui/core/macro";
import { displayName, type Contact } from "@tagdeck/core/contacts/contact";
import { defaultTagColor } from "@tagdeck/core/tags/color";
import { useI18n } from "@tagdeck/ui/i18n";
import { CopyIcon } from "@tagdeck/ui/icons.tsx";
import { copyText } from "./copy.ts";

/** "MS" for Marco Silva, "林" for 林怡君. */
export function initials(name: string): string {
  const words = name.split(/[\s._@+-]+/u).filter((word) => /^[\p{L}\p{N}]/u.test(word));
  const first = (word: string | undefined) => [...(word ?? "")][0] ?? "";
  const start = first(words[0]);
  if (/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u.test(start)) return start;
  return (start + (words.length > 1 ? first(words.at(-1)) : "")).toUpperCase() || "?";
}

export function ContactCard({ contact, onCopied }: { contact: Contact; onCopied(): void }) {
  const name = displayName(contact);
  const facts = [contact.externalId, contact.email].filter((text) => text !== null);
  return (
    <div class="who" part="contact">
      <div class="avatar" aria-hidden="true" style={{ "--c": defaultTagColor(contact.externalId) }}>
        {initials(name)}
      </div>
      <div class="names">
        <h2 title={name} dir="auto">
          {name}
        </h2>
        <p class="muted facts">
          {facts.map((text) => (
            <Fact key={text} text={text} onCopied={onCopied} />
          ))}
        </p>
      </div>
    </div>
  );
}

function Fact({ text, onCopied }: { text: string; onCopied(): void }) {
  const i18n = useI18n();
  const copy = async (button: HTMLElement) => {
    if (await copyText(text, button)) onCopied();
    button.focus();
  };
  return (
    <span title={text}>
      <bdi>{text}</bdi>
      <button
        type="button"
        class="copy"
        aria-label={i18n._(msg`Copy ${text}`)}
        onClick={(event) => void copy(event.currentTarget)}
      >
        <CopyIcon />
      </button>
    </span>
  );
}
