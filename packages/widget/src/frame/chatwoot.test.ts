import { expect, it } from "vitest";
import { readAppContext } from "./chatwoot.ts";

const context = (data: object, event = "appContext") => JSON.stringify({ event, data });
const contact = { id: 12, identifier: "crm:9", name: "Rosa" };

it("reads the contact of the conversation, by Chatwoot's number or by one's own id", () => {
  expect(readAppContext(context({ contact }), false)).toEqual({ contacts: ["chatwoot:12"] });
  expect(readAppContext(context({ contact }), true)).toEqual({ contacts: ["crm:9"] });
  for (const identifier of [null, "", undefined]) {
    const without = { contact: { ...contact, identifier } };
    expect(readAppContext(context(without), true)).toEqual({ contacts: ["chatwoot:12"] });
  }
});

it("takes the conversation's sender until Chatwoot has the contact, and the theme where it says it", () => {
  const conversation = { id: 5, meta: { sender: { id: 13 } } };
  expect(readAppContext(context({ conversation, contact: {} }), false)).toEqual({
    contacts: ["chatwoot:13"],
  });
  expect(readAppContext(context({ conversation, theme: "dark" }), false)).toEqual({
    contacts: ["chatwoot:13"],
    theme: "dark",
  });
});

it("shows nobody where there is no conversation", () => {
  expect(readAppContext(context({ conversation: null }), false)).toEqual({ contacts: [] });
});

it.each([
  ["an object", { event: "appContext", data: { contact } }],
  ["no JSON", "chatwoot-dashboard-app:fetch-info"],
  ["another event", context({ contact }, "somethingElse")],
  ["no data", JSON.stringify({ event: "appContext" })],
  ["null", "null"],
])("leaves other messages alone: %s", (_, data) => {
  expect(readAppContext(data, false)).toBeNull();
});
