import { runInNewContext } from "node:vm";
import { describe, expect, it } from "vitest";
import { codeIn, readSource, snippet, sorted, table } from "./guide.ts";

const protocol = readSource("packages/widget/src/frame/protocol.ts");
const hostModule = readSource("packages/widget/src/frame-host.ts");
const address = readSource("packages/widget/src/frame/address.ts");

const found = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, name = ""]) => name);
const block = (text: string, start: string) => text.split(start)[1]?.split("\n};")[0] ?? "";

describe("the chapter about frames", () => {
  it("has every message of the protocol, from who sends it, and no other", () => {
    const rows = table("message | from |").map(([message = "", from = ""]) => [
      /type: "([\w-]+)"/.exec(message)?.[1] ?? "",
      from,
    ]);
    const types = (name: string) => {
      const text = protocol.split(`export type ${name} =`)[1]?.split(";\n\n")[0]?.split("export ")[0] ?? "";
      return found(text, /type: "([\w-]+)"/g);
    };
    const fromFrame = ["Hello", "FrameMessage"].flatMap(types);
    const fromHost = ["Call", "Connect", "HostMessage"].flatMap(types);
    expect(sorted(rows.filter(([, from]) => from === "frame").map(([type = ""]) => type))).toEqual(
      sorted(fromFrame),
    );
    expect(sorted(rows.filter(([, from]) => from === "host").map(([type = ""]) => type))).toEqual(
      sorted(fromHost),
    );
  });

  it("has every option of connect and every method of its handle", () => {
    const options = found(block(hostModule, "type FrameOptions"), /^ {2}(\w+)\??:/gm);
    const shown = found(block(protocol, "type Update"), /^ {2}(\w+)\??:/gm);
    const rows = table("option of `connect` |").flatMap(([name]) => codeIn(name));
    expect(sorted(rows)).toEqual(sorted([...options, ...shown]));
    const handle = found(block(hostModule, "type FrameHandle"), /^ {2}(\w+)\(/gm);
    expect(
      handle
        .map((name) => `\`${name}\``)
        .join(", ")
        .replace(/, ([^,]+)$/, " and $1"),
    ).toBe("`update`, `refresh`, `focus` and `destroy`");
  });

  it("names the parameters and hosts that the page knows", () => {
    const rows = table("parameter of the frame |");
    expect(sorted(rows.flatMap(([name]) => codeIn(name).map((code) => code.split("=")[0] ?? "")))).toEqual(
      sorted(["workspace", ...found(address, /query\.get\("(host|locale|theme|ids)"\)/g)]),
    );
    const [, kinds = ""] = /hostKinds = \[(.*)\]/.exec(address) ?? [];
    const [, row] = rows.find(([name]) => name === "`host`") ?? [];
    expect(sorted(codeIn(row))).toEqual(sorted(found(kinds, /"(\w+)"/g)));
  });

  it("connects a frame by its snippet, and asks the endpoint for the contact", async () => {
    const given: { frame?: string; options?: Record<string, unknown>; change?: unknown } = {};
    const fetch = (path: string) => Promise.resolve(Response.json({ token: `for ${path}` }));
    runInNewContext(snippet("frame"), {
      TagdeckFrame: {
        connect(frame: string, options: Record<string, unknown>) {
          Object.assign(given, { frame, options });
          return { update: (change: unknown) => Object.assign(given, { change }) };
        },
      },
      document: { getElementById: (id: string) => id },
      console: { log: () => undefined },
      fetch,
      encodeURIComponent,
    });
    expect([given.frame, given.change]).toEqual(["tags", { contact: "crm:456" }]);
    const getToken = given.options?.["getToken"] as (request: object) => Promise<string>; // safe because a wrong type fails the test
    expect(await getToken({ contact: "crm:1&x" })).toBe("for /api/tagdeck-token?contact=crm%3A1%26x");
  });

  it("shows a Zendesk manifest that asks for signed URLs", () => {
    expect(JSON.parse(snippet("manifest"))).toMatchObject({ signedUrls: true, frameworkVersion: "2.0" });
  });
});
