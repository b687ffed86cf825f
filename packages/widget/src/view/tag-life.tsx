import { msg } from "@lingui/core/macro";
import { useI18n } from "@tagdeck/ui/i18n";
import { dateIn, lifeText } from "@tagdeck/ui/life";
import { fullTime } from "@tagdeck/ui/time";
import type { SharedTag } from "../chips.ts";
import type { ContactModel } from "../contact-model.ts";

type Props = {
  model: ContactModel;
  tag: SharedTag;
  now: number;
  timeZone: string | undefined;
  onDone(): void;
};

/** Until when the contact has a tag: it may be longer, for good, or as the tag's rule says. */
export function TagLife({ model, tag, now, timeZone, onDone }: Props) {
  const i18n = useI18n();
  const { expiresAt, expiry } = tag;
  const { format } = new Intl.NumberFormat(i18n.locale, {
    style: "unit",
    unit: "day",
    unitDisplay: "long",
    signDisplay: "always",
  });
  const extend = msg`Extend`;
  function change(to: Parameters<ContactModel["extend"]>[1]): void {
    onDone();
    void model.extend(tag, to);
  }
  const button = (text: string, to: Parameters<ContactModel["extend"]>[1]) => (
    <button type="button" class="button" onClick={() => change(to)}>
      {text}
    </button>
  );
  return (
    <>
      {expiresAt && (
        <p>
          {lifeText(expiresAt, now, i18n, timeZone)} · {fullTime(expiresAt, i18n.locale, timeZone)}
        </p>
      )}
      {model.may("tags.extend") && (
        <form
          class="edit"
          onSubmit={(event) => {
            event.preventDefault();
            change({ by: "date", date: String(new FormData(event.currentTarget).get("date")) });
          }}
        >
          {expiresAt && (
            <>
              {[7, 30].map((days) => button(format(days), { by: "days", days }))}
              {button(i18n._(msg`Make permanent`), { by: "never" })}
              <input
                type="date"
                name="date"
                required
                min={dateIn(Date.parse(expiresAt), timeZone)}
                aria-label={i18n._(extend)}
              />
              <button type="submit" class="button">
                {i18n._(extend)}
              </button>
            </>
          )}
          {expiry !== "rule" && button(i18n._(msg`As the tag’s rule says`), { by: "rule" })}
        </form>
      )}
    </>
  );
}
