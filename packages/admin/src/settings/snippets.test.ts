import { expect, test } from "vitest";
import {
  cspLines,
  embedSnippet,
  frameAddress,
  frameCspLines,
  frameHosts,
  frameSnippet,
  signingExample,
  zendeskManifest,
} from "./snippets.ts";

test("the snippet is ready for this workspace and server", () => {
  const snippet = embedSnippet("https://tags.example.com", "acme");
  expect(snippet).toContain('src="https://tags.example.com/embed/v1/tagdeck.js"');
  expect(snippet).toContain('workspace="acme"');
});

test("a pinned snippet names the version, its hash, and asks without cookies", () => {
  const pinned = { path: "/embed/0.1.0/tagdeck.js", integrity: "sha384-abc" };
  const snippet = embedSnippet("https://tags.example.com", "acme", pinned);
  expect(snippet).toContain('src="https://tags.example.com/embed/0.1.0/tagdeck.js"');
  expect(snippet).toContain('integrity="sha384-abc"');
  expect(snippet).toContain('crossorigin="anonymous"');
  expect(snippet).not.toContain("/embed/v1/");
});

test("the lines of the policy name this server and nothing wider", () => {
  expect(cspLines("https://tags.example.com").split("\n")).toEqual([
    "script-src https://tags.example.com;",
    "connect-src https://tags.example.com;",
  ]);
  expect(frameCspLines("https://tags.example.com")).toBe("frame-src https://tags.example.com;");
});

test("the signing example names the key and the claims the exchange asks for", () => {
  const example = signingExample("k1");
  for (const part of ['kid: "k1"', '"tagdeck-embed"', "setSubject", "setJti", "setExpirationTime"]) {
    expect(example).toContain(part);
  }
});

test("each host has an address of its own, and Zendesk a manifest that asks for signed URLs", () => {
  const origin = "https://tags.example.com";
  const addresses = frameHosts.map((host) => frameAddress(origin, "acme", host));
  expect(new Set(addresses).size).toBe(3);
  expect(frameSnippet(origin, "acme")).toContain(frameAddress(origin, "acme", "generic"));
  expect(JSON.parse(zendeskManifest(origin, "acme"))).toMatchObject({
    signedUrls: true,
    location: { support: { ticket_sidebar: { url: frameAddress(origin, "acme", "zendesk") } } },
  });
});
