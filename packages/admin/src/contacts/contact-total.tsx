import { msg, plural } from "@lingui/core/macro";
import type { ContactCount } from "@tagdeck/core/contacts/contact";
import { formatNumber } from "../text/format.ts";
import { t } from "../text/i18n.ts";

/** How many contacts the list has, on all its pages. */
export function ContactTotal({ total }: { total: ContactCount | undefined }) {
  return (
    <span class="contact-total" role="status">
      {total && words(total)}
    </span>
  );
}

function words({ count, exact }: ContactCount): string {
  if (exact) return t(msg`${plural(count, { one: "# contact", other: "# contacts" })}`);
  // So few among so many that nobody counted on.
  if (count === 0) return "";
  const number = formatNumber(count);
  return t(msg`More than ${number} contacts`);
}
