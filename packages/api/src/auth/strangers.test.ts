import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { anApi, cookies, publicUrl, type TestApi } from "../testing/api.ts";
import { describeEachDatabase } from "../testing/databases.ts";
import { aStoredMember, aWorkspace, type TestWorkspace } from "../testing/fixtures.ts";
import { authEndpoints } from "./auth.ts";

const generic = { email: "stranger@example.com", password: "correct horse", name: "Stranger" };

/** Every endpoint that better-auth itself would serve, as "METHOD /auth/path". */
function ownEndpoints(api: TestApi): string[] {
  return Object.values(api.services.auth.api).flatMap((endpoint) => {
    // safe because it is only read: better-auth's endpoints carry their path and options
    const { path, options } = endpoint as unknown as {
      path?: string;
      options?: { method?: string | string[] };
    };
    const methods = options?.method ?? "GET";
    return path ? [methods].flat().map((method) => `${method} /auth${path}`) : [];
  });
}

describeEachDatabase("a stranger", (database) => {
  let api: TestApi;
  let workspace: TestWorkspace;
  beforeAll(async () => {
    api = await anApi(database());
    workspace = await aWorkspace(database(), { kernel: api.services.kernel });
  });
  afterAll(() => api.stop());

  const users = () =>
    api.services.kernel.database.read(null, (db) => db.selectFrom("auth_user").select("email").execute());

  it("finds only the endpoints of the list", async () => {
    const own = ownEndpoints(api);
    expect(own.length).toBeGreaterThan(20);
    for (const endpoint of authEndpoints) {
      expect(own).toContain(endpoint.replace("/callback/oidc", "/callback/:id"));
    }
    const before = await users();
    const guesses = [
      "POST /auth/sign-up/email",
      "POST /auth/organization/create",
      "GET /auth/admin/list-users",
      "POST /auth/admin/create-user",
      "POST /auth/api-key/create",
      "GET /auth/list-sessions",
      "GET /auth/reference",
      "GET /auth/ok",
    ];
    for (const endpoint of new Set([...own, ...guesses])) {
      if (authEndpoints.has(endpoint)) continue;
      const [method = "", path = ""] = endpoint.split(" ");
      const init = method === "GET" ? { method } : { method, body: JSON.stringify(generic) };
      const answer = await api.request(path, {
        ...init,
        headers: { "content-type": "application/json", origin: publicUrl },
      });
      expect([endpoint, answer.status]).toEqual([endpoint, 404]);
    }
    expect(await users()).toEqual(before);
  });

  it.each([
    "/auth/sign-up/email/",
    "/auth//sign-up/email",
    "/auth/./sign-up/email",
    "/auth/sign-in/../sign-up/email",
    "/auth/%73ign-up/email",
    "/auth/sign-up%2Femail",
    "/auth/SIGN-UP/email",
    "/auth/sign-in/email/../../sign-up/email",
    "/auth/sign-in/email?x=/sign-up/email",
  ])("cannot sign up by another spelling of the path: %s", async (path) => {
    const before = await users();
    const answer = await api.post(path, generic);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(await users()).toEqual(before);
  });

  it("gets nothing from the endpoints of the list", async () => {
    const session = await api.request("/auth/get-session");
    expect([session.status, await session.json()]).toEqual([200, null]);
    expect((await api.post("/auth/sign-in/email", generic)).status).toBe(401);
    const change = { currentPassword: "correct horse", newPassword: "another horse" };
    expect((await api.post("/auth/change-password", change)).status).toBe(401);
    const reset = { token: "x".repeat(24), newPassword: "another horse" };
    expect((await api.post("/auth/reset-password", reset)).status).toBe(400);
  });

  it("is told the same for a wrong password as for an e-mail that nobody has", async () => {
    const user = await aStoredMember(workspace, "agent");
    const wrong = await api.post("/auth/sign-in/email", { email: user.email, password: "wrong horse" });
    const nobody = await api.post("/auth/sign-in/email", {
      email: "no@example.com",
      password: "wrong horse",
    });
    expect([wrong.status, await wrong.json()]).toEqual([nobody.status, await nobody.json()]);
    const known = await api.post("/auth/request-password-reset", { email: user.email });
    const unknown = await api.post("/auth/request-password-reset", { email: "no@example.com" });
    expect([known.status, await known.json()]).toEqual([unknown.status, await unknown.json()]);
  });

  describe("on another site", () => {
    const headers = (user: Record<string, string>, origin: string) => ({ ...user, origin });
    const origins = [
      "https://evil.example.com",
      `${publicUrl}:8443`,
      publicUrl.replace("https", "http"),
      "https://sub.tags.example.com",
      `${publicUrl}.evil.example.com`,
      "null",
    ];

    it.each(origins)("cannot use a member's cookie: %s", async (origin) => {
      const member = await aStoredMember(workspace, "owner");
      const signedIn = await api.signIn(member, workspace.slug);
      expect((await api.call("session.get", {}, signedIn)).code).toBe("ok");
      const foreign = headers(signedIn, origin);
      expect((await api.call("session.get", {}, foreign)).code).toBe("unauthenticated");
      expect((await api.call("tags.list", {}, foreign)).code).toBe("unauthenticated");
      expect((await api.call("tags.create", { name: "Forged" }, foreign)).code).toBe("unauthenticated");
      const change = { currentPassword: member.password, newPassword: "another horse" };
      expect((await api.post("/auth/change-password", change, foreign)).status).toBe(403);
      expect((await api.post("/auth/sign-out", {}, foreign)).status).toBe(403);
      expect((await api.call("session.get", {}, signedIn)).code).toBe("ok");
    });

    it.each(origins)("is not allowed to read answers: %s", async (origin) => {
      for (const path of ["/auth/get-session", "/trpc/session.get?input={}"]) {
        const answer = await api.request(path, { headers: { origin } });
        expect(answer.headers.get("access-control-allow-origin")).toBeNull();
        expect(answer.headers.get("access-control-allow-credentials")).toBeNull();
      }
    });

    it("cannot post a form: a body that is no JSON changes nothing", async () => {
      const member = await aStoredMember(workspace, "owner");
      const signedIn = await api.signIn(member, workspace.slug);
      for (const type of [
        "application/x-www-form-urlencoded",
        "text/plain",
        "multipart/form-data; boundary=x",
      ]) {
        const answer = await api.request("/trpc/tags.create", {
          method: "POST",
          headers: { cookie: signedIn.cookie, "x-tagdeck-workspace": workspace.slug, "content-type": type },
          body: JSON.stringify({ name: "Forged" }),
        });
        expect(answer.status).toBeGreaterThanOrEqual(400);
      }
    });
  });

  it("is kept from guessing passwords, by address, with a clear answer", async () => {
    const careful = await anApi(database(), { signInsPerMinute: 3 });
    const attempt = (from: string, extra: Record<string, string> = {}) =>
      careful.request(
        "/auth/sign-in/email",
        {
          method: "POST",
          headers: { "content-type": "application/json", origin: publicUrl, ...extra },
          body: JSON.stringify(generic),
        },
        from,
      );
    for (let i = 0; i < 3; i += 1) expect((await attempt("198.51.100.1")).status).toBe(401);
    const refused = await attempt("198.51.100.1");
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(await refused.json()).toMatchObject({ code: "rate_limited", message: expect.any(String) });
    // No header of the caller's own makes another address of it.
    for (const name of ["x-forwarded-for", "x-tagdeck-client-ip", "x-real-ip", "cf-connecting-ip"]) {
      expect([name, (await attempt("198.51.100.1", { [name]: "192.0.2.99" })).status]).toEqual([name, 429]);
    }
    expect((await attempt("198.51.100.2")).status).toBe(401);
    await careful.stop();
  });
});

describeEachDatabase("the session cookie", (database) => {
  it.each([
    ["https://tags.example.com", true],
    ["http://127.0.0.1:3000", false],
  ])("of %s is HttpOnly, SameSite=Lax and secure: %s", async (url, secure) => {
    const api = await anApi(database(), { publicUrl: url });
    const workspace = await aWorkspace(database(), { kernel: api.services.kernel });
    const { email, password } = await aStoredMember(workspace, "agent");
    const answer = await api.post("/auth/sign-in/email", { email, password });
    const set = answer.headers.getSetCookie();
    expect(set.length).toBeGreaterThan(0);
    for (const cookie of set) {
      expect(cookie).toMatch(/; *HttpOnly/i);
      expect(cookie).toMatch(/; *SameSite=Lax/i);
      expect(/; *Secure/i.test(cookie)).toBe(secure);
      expect(cookie.startsWith(secure ? "__Secure-tagdeck." : "tagdeck.")).toBe(true);
      expect(cookie).not.toMatch(/; *Domain=/i);
    }
    const out = await api.post("/auth/sign-out", {}, { cookie: cookies(answer) });
    expect(out.status).toBe(200);
    const after = await api.call("session.get", {}, { cookie: cookies(answer), origin: url });
    expect(after.code).toBe("unauthenticated");
    await api.stop();
  });
});
