import { describe, expect, test } from "vitest";
import { createDemoConsole } from "./server.ts";
import { fillIn } from "./static-files.ts";

const app = createDemoConsole({
  tagdeckUrl: "http://tags.example:3000/",
  workspace: "demo",
  kid: "k1",
  secret: "not used here",
});
const html = await (await app.request("/")).text();

describe("the page", () => {
  test.each(["/", "/data.json", "/app.js", "/nothing", "/api/tagdeck-token"])(
    "sends a strict policy with %s",
    async (path) => {
      const { headers } = await app.request(path);
      expect(headers.get("content-security-policy")).toBe(
        "default-src 'none'; script-src 'self' http://tags.example:3000; style-src 'self'; " +
          "connect-src 'self' http://tags.example:3000; img-src 'self' data:; base-uri 'none'; " +
          "form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'",
      );
      expect(headers.get("x-content-type-options")).toBe("nosniff");
    },
  );

  test("embeds the panel by the public script and its attributes", () => {
    expect(html).toContain('<script src="http://tags.example:3000/embed/v1/tagdeck.js" async></script>');
    expect(html).toContain('<tagdeck-panel workspace="demo" token-endpoint="/api/tagdeck-token">');
    expect(html).toContain('href="http://tags.example:3000/admin/"');
  });

  test("holds nothing that its policy forbids", () => {
    expect(html).not.toMatch(/<style|\sstyle=|\son\w+=|<script>|javascript:/);
    expect(html).not.toContain("{{");
  });

  test("loads only files that are there, each with its type", async () => {
    const paths = [...html.matchAll(/(?:src|href)="(\/[\w-]+\.(css|js|svg))"/g)];
    expect(paths.length).toBeGreaterThanOrEqual(5);
    const types: Record<string, string> = { css: "text/css", js: "text/javascript", svg: "image/svg+xml" };
    for (const [, path = "", ending = ""] of paths) {
      const response = await app.request(path);
      expect(response.status).toBe(200);
      expect(response.headers.get("content-type")).toContain(types[ending]);
    }
  });

  test.each([
    "/../package.json",
    "/..%2Fpackage.json",
    "/%2e%2e/package.json",
    "/..%5Cpackage.json",
    "/....//package.json",
    "/src/server.ts",
    "/index.html",
    "/constructor",
  ])("serves nothing for %s", async (path) => {
    expect((await app.request(path)).status).toBe(404);
  });

  test("keeps what is filled in inside its attribute", () => {
    expect(fillIn('<a href="{{url}}">', { url: '"><script>' })).toBe('<a href="&#34;&#62;&#60;script&#62;">');
  });

  test("has every word it asks for, in every language", async () => {
    const source = new URL("../public/words.js", import.meta.url).href;
    const { locales, word }: { locales: string[]; word(locale: string, name: string): unknown } =
      await import(source);
    const names = [...html.matchAll(/data-word(?:-label|-placeholder)?="(\w+)"/g)].map(
      ([, name = ""]) => name,
    );
    names.push("hint", "themeAuto", "themeLight", "themeDark", "agent", "viewer", "loadFailed");
    names.push("select", "selected");
    expect(locales).toEqual(["en", "zh-TW", "ja"]);
    expect(names.length).toBeGreaterThan(20);
    for (const locale of locales) for (const name of names) expect(word(locale, name)).toBeTypeOf("string");
  });
});
