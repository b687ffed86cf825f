import { afterEach, expect, it, vi } from "vitest";
import { claimGrant, createGrantStore } from "./grant.ts";

const site = "https://desk.example.com";
const inAnHour = () => new Date(Date.now() + 3_600_000).toISOString();

afterEach(() => {
  vi.unstubAllGlobals();
  sessionStorage.clear();
});

it("keeps a grant for its workspace and site until it is over or forgotten", () => {
  const grants = createGrantStore("acme", () => sessionStorage);
  expect(grants.get(site)).toBeNull();
  grants.keep(site, { grant: "tdf_1", expiresAt: inAnHour() });
  expect(createGrantStore("acme", () => sessionStorage).get(site)).toBe("tdf_1");
  expect(createGrantStore("other", () => sessionStorage).get(site)).toBeNull();
  expect(grants.get("https://other.example.com")).toBeNull();
  grants.forget(site);
  expect(grants.get(site)).toBeNull();
  grants.keep(site, { grant: "tdf_1", expiresAt: new Date(Date.now() - 1).toISOString() });
  expect(grants.get(site)).toBeNull();
});

it("does without where the browser lets a frame store nothing, or what is stored is broken", () => {
  const denied = createGrantStore("acme", () => {
    throw new DOMException("denied", "SecurityError");
  });
  denied.keep(site, { grant: "tdf_1", expiresAt: inAnHour() });
  denied.forget(site);
  expect(denied.get(site)).toBeNull();
  sessionStorage.setItem(`tagdeck-frame acme ${site}`, "{");
  expect(createGrantStore("acme", () => sessionStorage).get(site)).toBeNull();
});

it("takes up a code without any cookie, and says why it cannot", async () => {
  const asked: [string, RequestInit][] = [];
  const answers = [
    Response.json({ grant: "tdf_2", expiresAt: inAnHour() }),
    Response.json({ code: "token_invalid", details: { reason: "code" } }, { status: 401 }),
  ];
  vi.stubGlobal("fetch", (url: string, init: RequestInit) => {
    asked.push([url, init]);
    return Promise.resolve(answers.shift());
  });
  expect(await claimGrant("acme", site, "code")).toMatchObject({ grant: "tdf_2" });
  expect(asked[0]?.[0]).toBe("/embed/grant");
  expect(asked[0]?.[1]).toMatchObject({ method: "POST", credentials: "omit" });
  expect(JSON.parse(String(asked[0]?.[1].body))).toEqual({ workspace: "acme", origin: site, code: "code" });
  await expect(claimGrant("acme", site, "code")).rejects.toMatchObject({ code: "token_invalid" });
});
