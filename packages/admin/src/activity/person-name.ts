import { msg } from "@lingui/core/macro";
import type { ActivityPerson } from "@tagdeck/core/activity/entry";
import { t } from "../text/i18n.ts";

type Named = Pick<ActivityPerson, "kind" | "name">;

/** Who changed something: a person, an API key, or Tagdeck by itself. */
export function personName({ kind, name }: Named): string {
  if (kind === "key") return t(msg`API key ${name}`);
  if (kind !== "system") return name;
  return name === "command line" ? t(msg`Command line`) : t(msg`Tagdeck`);
}
