import { msg } from "@lingui/core/macro";
import type { EndingTag } from "@tagdeck/core/assignments/ending";
import { displayName } from "@tagdeck/core/contacts/contact";
import { TagChip } from "@tagdeck/ui/tag-chip.tsx";
import { CalendarPlus } from "lucide-preact";
import { useId } from "preact/hooks";
import { Link } from "wouter-preact";
import { Avatar } from "../controls/avatar.tsx";
import { Button } from "../controls/button.tsx";
import { useConsole } from "../shell/console.ts";
import { t } from "../text/i18n.ts";
import { lastDayText } from "./life.ts";

type EndingDayProps = {
  /** The first instant at which they are gone. */
  at: string;
  items: readonly EndingTag[];
  /** Null where the person may not. */
  onExtend: ((one: EndingTag) => void) | null;
};

/** What goes with the end of one day. */
export function EndingDay({ at, items, onExtend }: EndingDayProps) {
  const { slug, workspace } = useConsole();
  const id = useId();
  const { life, day } = lastDayText(at, workspace.timeZone);
  return (
    <section class="section" aria-labelledby={id}>
      <h2 id={id} class="section-title">
        {day} <span class="section-count">{life}</span>
      </h2>
      <ul class="tag-contacts">
        {items.map((one) => (
          <li key={`${one.contact.id} ${one.tag.id}`} class="ending-line">
            <Link href={`/${slug}/contacts/${one.contact.id}`} class="tag-contact">
              <Avatar name={displayName(one.contact)} />
              <span class="tag-contact-name">{displayName(one.contact)}</span>
              <span class="muted">{one.contact.externalId}</span>
            </Link>
            <span class="ending-tag">
              <TagChip tag={one.tag} />
            </span>
            {onExtend && (
              <Button class="row-button" aria-label={label(one)} onClick={() => onExtend(one)}>
                <CalendarPlus size={14} aria-hidden />
                {t(msg`Extend`)}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function label({ contact, tag: { name } }: EndingTag): string {
  const who = displayName(contact);
  return t(msg`Extend ${name} of ${who}`);
}
