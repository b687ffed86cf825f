import { describe, expect, it } from "vitest";
import { parentSite, readAddress } from "./address.ts";

describe("the frame's address", () => {
  it("says which host it is in, and how it shall look", () => {
    const search =
      "?workspace=acme&host=zendesk&locale=ja&theme=dark&ids=own&origin=https%3A%2F%2Facme.zendesk.com&app_guid=g1";
    expect(readAddress(search)).toEqual({
      host: "zendesk",
      locale: "ja",
      theme: "dark",
      ownIds: true,
      origin: "https://acme.zendesk.com",
      appGuid: "g1",
    });
  });

  it("is that of a host of one's own where it says nothing, or what nobody knows", () => {
    for (const search of ["", "?host=slack&theme=neon&ids=mine"]) {
      expect(readAddress(search)).toMatchObject({
        host: "generic",
        theme: "auto",
        ownIds: false,
        locale: null,
      });
    }
  });
});

describe("the site that the frame is in", () => {
  const [one, two] = ["https://one.example.com", "https://two.example.com"];
  const cases: [string, { ancestors?: string[]; referrer?: string; origins: string[] }, string | null][] = [
    ["as the browser says", { ancestors: [two], referrer: `${one}/`, origins: [one, two] }, two],
    [
      "by the referrer, where the browser does not say",
      { referrer: `${two}/inbox`, origins: [one, two] },
      two,
    ],
    ["the only one that may be", { referrer: "", origins: [one] }, one],
    ["unknown among several", { referrer: "", origins: [one, two] }, null],
    ["none that is not in the list", { ancestors: ["https://evil.example.com"], origins: [one, two] }, null],
  ];
  it.each(cases)("is %s", (_, { ancestors, referrer = "", origins }, site) => {
    const view = { location: { ancestorOrigins: ancestors }, document: { referrer } };
    expect(parentSite(origins, view as unknown as Window)).toBe(site); // safe because nothing else of it is read
  });
});
