import { expect, it, vi } from "vitest";
import { aFrame, site } from "../testing/fake-host.ts";
import { connectZendesk } from "./zendesk.ts";

function anApp(query = "") {
  const host = aFrame(`?host=zendesk&origin=${encodeURIComponent(site)}&app_guid=g1${query}`);
  const tell = connectZendesk(host.frame);
  const sent = () => host.posted.map(({ data }) => JSON.parse(String(data)) as Record<string, unknown>); // safe because only objects are sent
  const answer = (requester: unknown) => {
    const id = sent().findLast(({ request }) => request === "get")?.["id"];
    host.deliver(JSON.stringify({ id, result: { errors: {}, "ticket.requester": requester } }));
  };
  const register = () => host.deliver(JSON.stringify({ key: "zaf.app.registered", message: {} }));
  return { ...host, tell, sent, answer, register };
}

it("shakes hands with the Zendesk of its address, if that is allowed", () => {
  const { posted, sent } = anApp();
  expect(posted[0]?.origin).toBe(site);
  expect(sent()).toEqual([
    { key: "iframe.handshake", message: { version: "2.0.0" }, appGuid: "g1", instanceGuid: "g1" },
  ]);
  const evil = aFrame("?host=zendesk&origin=https%3A%2F%2Fevil.example.com&app_guid=g1");
  connectZendesk(evil.frame);
  expect(evil.posted).toEqual([]);
});

it("shows the requester of the ticket, and the next one", async () => {
  const { sent, shown, connected, answer, register, deliver } = anApp();
  register();
  expect(sent().map(({ key, request }) => key ?? request)).toContain("iframe.on:ticket.requester.id.changed");
  answer({ id: 9001, externalId: null, name: "Lena" });
  await vi.waitFor(() => expect(shown).toEqual([{ contacts: ["zendesk:9001"] }]));
  expect(connected).toEqual([{ site, getToken: undefined }]);
  deliver(JSON.stringify({ key: "zaf.ticket.requester.id.changed", message: 9002 }));
  answer({ id: 9002 });
  await vi.waitFor(() => expect(shown.at(-1)).toEqual({ contacts: ["zendesk:9002"] }));
});

it("takes one's own id where the address asks for it and Zendesk has it", async () => {
  const { shown, answer, register, deliver } = anApp("&ids=own");
  register();
  answer({ id: 9001, externalId: "crm:5" });
  await vi.waitFor(() => expect(shown).toEqual([{ contacts: ["crm:5"] }]));
  deliver(JSON.stringify({ key: "zaf.ticket.requester.id.changed" }));
  answer({ id: 9001, externalId: null });
  await vi.waitFor(() => expect(shown.at(-1)).toEqual({ contacts: ["zendesk:9001"] }));
});

it("hears nobody else, and no noise", () => {
  const { sent, deliver } = anApp();
  const registered = JSON.stringify({ key: "zaf.app.registered" });
  deliver(registered, { origin: "https://evil.example.com" });
  deliver(registered, { source: {} });
  for (const noise of ["", "{", "null", 7, { key: 1 }]) deliver(noise);
  expect(sent()).toHaveLength(1);
});

it("asks for its height once Zendesk knows it, and never for less than fits", () => {
  const { tell, sent, register } = anApp();
  tell.resize?.(300);
  const asked = () =>
    sent().flatMap(({ params }) => (params as { resize?: object[] } | undefined)?.resize ?? []); // safe because it is only compared
  expect(asked()).toEqual([]);
  register();
  tell.resize?.(20);
  expect(asked()).toEqual([
    { width: "100%", height: "300px" },
    { width: "100%", height: "120px" },
  ]);
});
