import { describe, expect, it } from "vitest";
import { readGreeting, readHostMessage } from "./protocol.ts";

const junk = [null, undefined, 1, "connect", [], {}, { type: "connect" }, { tagdeck: 2, type: "connect" }];

describe("a window message", () => {
  it.each(junk.map((data) => [JSON.stringify(data), data]))("is none of ours: %s", (_, data) => {
    expect(readGreeting(data)).toBeNull();
  });

  it("may ask for the hello, or take it up with what is on screen", () => {
    expect(readGreeting({ tagdeck: 1, type: "call" })).toEqual({ type: "call" });
    const connect = { tagdeck: 1, type: "connect", nonce: "n", signs: true, contact: "crm:1", theme: "dark" };
    expect(readGreeting(connect)).toEqual({
      type: "connect",
      nonce: "n",
      signs: true,
      shown: { contacts: ["crm:1"], theme: "dark" },
    });
    expect(readGreeting({ ...connect, signs: "yes" })).toMatchObject({ signs: false });
  });
});

describe("a message on the port", () => {
  it.each(
    [...junk, { type: "before-add" }, { type: "token" }, { type: "token", id: "1" }].map((data) => [data]),
  )("of a kind that is not known is left alone: %j", (data) => {
    expect(readHostMessage(data)).toBeNull();
  });

  const contacts: [unknown, readonly string[] | undefined][] = [
    ["crm:1", ["crm:1"]],
    [
      ["crm:1", "crm:2"],
      ["crm:1", "crm:2"],
    ],
    [null, []],
    [[], []],
    ["", undefined],
    [7, undefined],
    [["crm:1", 7], undefined],
    [Array.from({ length: 101 }, (_, n) => `crm:${n}`), undefined],
    [undefined, undefined],
  ];
  it.each(contacts)("names one contact, several or none: %j", (contact, expected) => {
    const heard = readHostMessage({ type: "update", contact });
    expect(heard).toEqual({ type: "update", shown: expected === undefined ? {} : { contacts: expected } });
  });

  it("takes of the looks only what there is", () => {
    const odd = { type: "update", locale: 7, theme: "neon", shortcut: "off", workspace: "evil" };
    expect(readHostMessage(odd)).toEqual({ type: "update", shown: {} });
    const good = { locale: "ja", theme: "auto", shortcut: false };
    expect(readHostMessage({ type: "update", ...good })).toEqual({ type: "update", shown: good });
  });

  it("answers a question with a token, or without", () => {
    expect(readHostMessage({ type: "token", id: 3, token: "a.b.c" })).toEqual({
      type: "token",
      id: 3,
      token: "a.b.c",
    });
    expect(readHostMessage({ type: "token", id: 3, error: "no" })).toEqual({
      type: "token",
      id: 3,
      token: null,
    });
  });
});
