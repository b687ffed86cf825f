import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { anApi, type TestApi } from "../testing/api.ts";
import { describeEachDatabase } from "../testing/databases.ts";
import { aStoredMember, aWorkspace, system, type TestWorkspace } from "../testing/fixtures.ts";
import { allow, frameSetting, site, withPages } from "../testing/frames.ts";
import { pagePolicy, renderPage } from "./page.ts";
import * as embed from "./store.ts";

describeEachDatabase("the page of the frame", (database) => {
  let api: TestApi;
  let workspace: TestWorkspace;
  beforeAll(async () => {
    api = await anApi(database());
    withPages(api);
    workspace = await aWorkspace(database(), { kernel: api.services.kernel });
  });
  afterAll(() => api.stop());
  const get = async (query: string, headers: Record<string, string> = {}) =>
    frameSetting(await api.request(`/embed/frame?${query}`, { headers }));
  const ancestors = (headers: Headers) =>
    /frame-ancestors (.*)$/.exec(headers.get("content-security-policy") ?? "")?.[1];

  it("may be framed by exactly the sites of its own workspace", async () => {
    const other = await aWorkspace(database(), { kernel: api.services.kernel });
    await allow(workspace);
    await allow(workspace, "http://localhost:5173");
    await allow(other, "https://other.example.com");
    const { headers, setting, status } = await get(`workspace=${workspace.slug}&host=generic`);
    expect(status).toBe(200);
    expect(ancestors(headers)).toBe(`http://localhost:5173 ${site}`);
    expect(setting).toEqual({
      workspace: workspace.slug,
      origins: ["http://localhost:5173", site],
      grant: null,
      problem: null,
    });
    expect(headers.get("x-frame-options")).toBeNull();
    expect(headers.get("content-security-policy")).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; " +
        "base-uri 'none'; form-action 'self'; require-trusted-types-for 'script'; " +
        `frame-ancestors http://localhost:5173 ${site}`,
    );
  });

  it("may be framed by nobody before a site is allowed, or where there is no such workspace", async () => {
    const bare = await aWorkspace(database(), { kernel: api.services.kernel });
    for (const [query, status] of [
      [`workspace=${bare.slug}`, 200],
      ["workspace=no-such-place", 404],
      ["", 404],
    ] as const) {
      const answer = await get(query);
      expect([query, answer.status, ancestors(answer.headers)]).toEqual([query, status, "'none'"]);
    }
  });

  it("is kept by nobody, tells nobody where it came from, and looks the same to who is signed in", async () => {
    const signedIn = await api.signIn(await aStoredMember(workspace, "owner"), workspace.slug);
    const [one, two] = [
      await get(`workspace=${workspace.slug}`),
      await get(`workspace=${workspace.slug}`, signedIn),
    ];
    expect(two.html).toBe(one.html);
    expect(one.headers.get("cache-control")).toBe("no-store");
    expect(one.headers.get("referrer-policy")).toBe("no-referrer");
    expect(one.headers.getSetCookie()).toEqual([]);
    expect(one.html).not.toMatch(/<script(?![^>]*(?:src=|application\/json))|style=|<style|\son\w+=/);
  });

  it("follows the list at once", async () => {
    await allow(workspace, "https://short.example.com");
    expect(ancestors((await get(`workspace=${workspace.slug}`)).headers)).toContain(
      "https://short.example.com",
    );
    await workspace.write(system, (ctx) => embed.removeOrigin(ctx, "https://short.example.com"));
    expect(ancestors((await get(`workspace=${workspace.slug}`)).headers)).not.toContain("short");
  });

  it("signs in in a window that keeps its opener and that nobody can frame", async () => {
    const { headers, status } = await api.request("/embed/sign-in?workspace=x&host=y");
    expect(status).toBe(200);
    expect(ancestors(headers)).toBe("'none'");
    expect(headers.get("cross-origin-opener-policy")).toBe("unsafe-none");
    expect(headers.get("cache-control")).toBe("no-store");
  });

  it("takes no form that is too large", async () => {
    const body = new URLSearchParams({ token: "x".repeat(20_000) });
    const { status } = await api.request(`/embed/frame?workspace=${workspace.slug}`, {
      method: "POST",
      body,
    });
    expect(status).toBe(400);
  });
});

describe("a page of ours", () => {
  const assets = { script: "/s.js", preload: [], styles: [] };

  it("cannot be left by what its data says", () => {
    const data = { workspace: "</script><script>alert(1)</script><!--" };
    const html = renderPage({ title: "T", text: "t", assets, data, theme: `"><script>`, main: true });
    expect(html.match(/<script/g)).toHaveLength(2);
    expect(html).not.toContain("<!--");
    const json = /id="setting">(.*)<\/script>/.exec(html)?.[1] ?? "";
    expect(JSON.parse(json)).toEqual(data);
  });

  it("names nobody as an ancestor who is no plain origin", () => {
    const odd = [
      "https://*.example.com",
      "https://a;script-src *",
      "https://a b",
      "*",
      "data:",
      "https://ok.example.com",
    ];
    expect(pagePolicy(odd)).toMatch(/; frame-ancestors https:\/\/ok\.example\.com$/);
  });
});
