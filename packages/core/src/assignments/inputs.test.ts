import { expect, it } from "vitest";
import { Subscribe } from "../feed/inputs.ts";
import { ChangeTagsOfMany } from "./inputs.ts";

const contacts = (n: number) => Array.from({ length: n }, (_, i) => ({ id: i + 1 }));
const tags = (n: number) => Array.from({ length: n }, (_, i) => i + 1);

it.each([
  [{ contacts: contacts(100), add: tags(20), remove: tags(20) }, true],
  [{ contacts: [{ externalId: "crm:1" }, { id: 1 }] }, true],
  [{ contacts: contacts(101) }, false],
  [{ contacts: [] }, false],
  [{ contacts: contacts(1), add: tags(21) }, false],
  [{ contacts: contacts(1), remove: tags(21) }, false],
])("takes a hundred contacts at once and twenty tags each way, no more (%#)", (input, fine) => {
  expect(ChangeTagsOfMany.safeParse(input).success).toBe(fine);
});

it("follows contacts as who calls, unless another session is named", () => {
  const follow = [{ contacts: contacts(1) }, { session: 19, contacts: contacts(100) }];
  expect(Subscribe.parse({ follow }).follow?.map(({ session }) => session)).toEqual([0, 19]);
  const wrong = [[], [{ session: 20, contacts: contacts(1) }], Array.from({ length: 21 }, () => follow[0])];
  for (const entries of wrong) expect(Subscribe.safeParse({ follow: entries }).success).toBe(false);
});
