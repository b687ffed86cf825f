import type { ActivityEntry } from "@tagdeck/core/activity/entry";
import * as users from "../auth/users.ts";
import type { Context } from "../context.ts";
import * as invitations from "../invitations/store.ts";
import * as tags from "../tags/store.ts";

type Line = { subject: string; facts: ActivityEntry["facts"] };

/** By what name to call what each line is about; null = it has none, or nobody knows it any more. */
export async function namesOf(ctx: Context, lines: readonly Line[]): Promise<(string | null)[]> {
  const emails = await invitations.emailsOf(ctx, idsOf(lines, "invitation"));
  const people = await users.namesOf(
    ctx.db,
    lines.flatMap(({ facts }) => (typeof facts["userId"] === "string" ? facts["userId"] : [])),
  );
  const words = await tags.vocabulary(ctx);
  return lines.map(({ subject, facts }) => {
    const [, kind = "", id = ""] = /^([a-z-]+):(.*)$/.exec(subject) ?? [];
    switch (kind) {
      case "tag":
        return typeof facts["name"] === "string" ? facts["name"] : (words.get(Number(id))?.name ?? null);
      case "group":
        return typeof facts["name"] === "string" ? facts["name"] : null;
      case "member":
        return people.get(String(facts["userId"])) ?? null;
      case "invitation":
        return emails.get(Number(id)) ?? null;
      case "panel-key":
      case "key":
        return id;
      case "http":
      case "https":
        return subject;
      default:
        // Contacts are never named here: what is left of an erased one is that it was erased.
        return null;
    }
  });
}

function idsOf(lines: readonly Line[], kind: string): number[] {
  const prefix = `${kind}:`;
  return lines.flatMap(({ subject }) =>
    subject.startsWith(prefix) ? Number(subject.slice(prefix.length)) : [],
  );
}
