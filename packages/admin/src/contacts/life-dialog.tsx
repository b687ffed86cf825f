import { msg } from "@lingui/core/macro";
import type { ExpiryChange } from "@tagdeck/core/assignments/inputs";
import type { ContactTag } from "@tagdeck/core/tags/tag";
import { CalendarPlus, Infinity as Always, Undo2 } from "lucide-preact";
import { useState } from "preact/hooks";
import { Button } from "../controls/button.tsx";
import { DayField } from "../controls/day-field.tsx";
import { today } from "../controls/day.ts";
import { Dialog } from "../controls/dialog.tsx";
import { useConsole } from "../shell/console.ts";
import { t } from "../text/i18n.ts";
import { chipLife, moreDaysText } from "./life.ts";

type LifeDialogProps = {
  tag: Pick<ContactTag, "name" | "expiresAt" | "expiry">;
  onChange: (to: ExpiryChange) => void;
  onClose: () => void;
};

/** Until when a contact has a tag: longer, for good, or as the tag's rule says. */
export function LifeDialog({ tag, onChange, onClose }: LifeDialogProps) {
  const { timeZone } = useConsole().workspace;
  const [day, setDay] = useState<string | null>(null);
  const { name, expiresAt, expiry } = tag;
  const { life, until = "" } = chipLife(tag, timeZone);
  // The first instant at which it is gone begins the first day that is later.
  const first = expiresAt === null ? undefined : today(timeZone, Date.parse(expiresAt));
  const change = (to: ExpiryChange) => {
    onChange(to);
    onClose();
  };
  return (
    <Dialog open onClose={onClose} title={t(msg`How long “${name}” stays`)}>
      <div class="form life">
        <p>
          {expiresAt === null ? (
            t(msg`It was made to stay for good.`)
          ) : (
            <>
              <b>{life}</b> · {t(msg`gone from ${until}`)}
            </>
          )}
          {expiry === "custom" && <span class="sub">{t(msg`Extended by hand`)}</span>}
        </p>
        {first && (
          <>
            <div class="life-row">
              {[7, 30].map((days) => (
                <Button key={days} onClick={() => change({ by: "days", days })}>
                  {moreDaysText(days)}
                </Button>
              ))}
            </div>
            <form
              class="life-row"
              onSubmit={(event) => {
                event.preventDefault();
                if (day !== null && day >= first) change({ by: "date", date: day });
              }}
            >
              <DayField label={t(msg`To the end of`)} value={day} min={first} onChange={setDay} />
              <Button type="submit" disabled={day === null || day < first}>
                <CalendarPlus size={16} aria-hidden />
                {t(msg`Extend`)}
              </Button>
            </form>
          </>
        )}
        <div class="life-row">
          {expiresAt !== null && (
            <Button onClick={() => change({ by: "never" })}>
              <Always size={16} aria-hidden />
              {t(msg`Make permanent`)}
            </Button>
          )}
          {expiry !== "rule" && (
            <Button onClick={() => change({ by: "rule" })}>
              <Undo2 size={16} aria-hidden />
              {t(msg`As the tag’s rule says`)}
            </Button>
          )}
        </div>
      </div>
    </Dialog>
  );
}
