import { expect, it } from "vitest";
import { initials } from "./contact-card.tsx";

it.each([
  ["Marco Silva", "MS"],
  ["Ana María de la Cruz", "AC"],
  ["林怡君", "林"],
  ["佐藤 葵", "佐"],
  ["김 민준", "김"],
  ["marco@example.com", "MC"],
  ["crm:48213", "C"],
  ["👋 Åsa", "Å"],
  ["…", "?"],
])("the initials of %s are %s", (name, expected) => {
  expect(initials(name)).toBe(expected);
});
