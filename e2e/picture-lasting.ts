import type { Contact } from "../packages/core/src/contacts/contact.ts";
import { expiresAt } from "../packages/core/src/tags/expiry.ts";
import type { State } from "./picture-states.ts";

const day = 86_400_000;

/** Two of his tags run out: one in two days, one today. */
function end(marco: Contact): void {
  const ends = { "Size exchange": Date.now(), "Winter 2026": Date.now() - 2 * day };
  for (const [name, taggedAt] of Object.entries(ends)) {
    const tag = marco.tags.find((one) => one.name === name);
    if (tag) tag.expiresAt = new Date(expiresAt(taggedAt, 2, "Asia/Taipei")).toISOString();
  }
}

export const lasting: State[] = [
  { caption: "Chips say how long temporary tags stay", prepare: (_, marco) => end(marco) },
  {
    caption: "Longer by days, to a date, or for good",
    prepare: (_, marco) => end(marco),
    act: async ({ panel }) => {
      await panel.getByRole("button", { name: "Size exchange 2 days left" }).click();
      await panel.locator("[part=detail] li").waitFor();
    },
  },
  {
    caption: "Made to stay, with undo; its rule may decide again",
    prepare: (_, marco) => end(marco),
    act: async ({ panel }) => {
      await panel.getByRole("button", { name: "Size exchange 2 days left" }).click();
      await panel.getByRole("button", { name: "Make permanent" }).click();
      await panel.locator("[part=toast]").waitFor();
      await panel.getByRole("button", { name: "Size exchange", exact: true }).click();
      await panel.locator("[part=detail] li").first().waitFor();
    },
  },
];
