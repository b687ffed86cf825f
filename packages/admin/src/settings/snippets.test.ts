import { expect, test } from "vitest";
import { embedSnippet, signingExample } from "./snippets.ts";

test("the snippet is ready for this workspace and server", () => {
  const snippet = embedSnippet("https://tags.example.com", "acme");
  expect(snippet).toContain('src="https://tags.example.com/embed/v1/tagdeck.js"');
  expect(snippet).toContain('workspace="acme"');
});

test("the signing example names the key and the claims the exchange asks for", () => {
  const example = signingExample("k1");
  for (const part of ['kid: "k1"', '"tagdeck-embed"', "setSubject", "setJti", "setExpirationTime"]) {
    expect(example).toContain(part);
  }
});
