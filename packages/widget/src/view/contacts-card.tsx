import { displayName, type Contact } from "@tagdeck/core/contacts/contact";
import { useI18n } from "@tagdeck/ui/i18n";
import { contactsText } from "@tagdeck/ui/panel-messages";
import { useState } from "preact/hooks";
import { initials } from "./contact-card.tsx";
import { Fold } from "./fold.tsx";

const namesBeforeFold = 3;

/** Who several contacts are. */
export function ContactsCard({ contacts }: { contacts: readonly Contact[] }) {
  const i18n = useI18n();
  const [open, setOpen] = useState(false);
  const names = contacts.map(displayName);
  const comma = i18n.locale === "en" ? ", " : "、";
  const shown = open ? names : names.slice(0, namesBeforeFold);
  return (
    <div class="who" part="contact">
      <div class="avatar pile" aria-hidden="true">
        {initials(names[0] ?? "")}
      </div>
      <div class="names">
        <h2>{contactsText(names.length, i18n)}</h2>
        <p class="muted whom">
          {shown.map((name, index) => [index > 0 && comma, <bdi>{name}</bdi>])}{" "}
          <Fold folded={names.length - namesBeforeFold} open={open} onToggle={setOpen} />
        </p>
      </div>
    </div>
  );
}
