import type { ApplicationConversation } from "@frontapp/plugin-sdk";
import { expect, it } from "vitest";
import { contactsOf } from "./front-contacts.ts";

type Given = { handle: string; id?: string } | null;
const conversations = (...given: Given[]) =>
  given.map((recipient) => ({
    recipient: recipient
      ? { handle: recipient.handle, contact: recipient.id ? { id: recipient.id } : undefined }
      : undefined,
    // safe because nothing else of a recipient is read
  })) as unknown as Pick<ApplicationConversation, "recipient">[];

it("knows each recipient by Front's contact, or by the handle where Front has none", () => {
  const all = conversations({ handle: "a@example.com", id: "crd_1" }, { handle: "b@example.com" }, null);
  expect(contactsOf(all, false)).toEqual(["front:crd_1", "front:b@example.com"]);
  expect(contactsOf(all, true)).toEqual(["a@example.com", "b@example.com"]);
});

it("counts a contact of several conversations once, and takes no more than the panel can change", () => {
  const same = conversations({ handle: "a", id: "crd_1" }, { handle: "b", id: "crd_1" });
  expect(contactsOf(same, false)).toEqual(["front:crd_1"]);
  const many = conversations(...Array.from({ length: 120 }, (_, n) => ({ handle: `h${n}` })));
  expect(contactsOf(many, false)).toHaveLength(100);
});
