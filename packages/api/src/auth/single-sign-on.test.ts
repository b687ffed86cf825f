import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { newToken } from "./token.ts";
import * as invitations from "../invitations/store.ts";
import { anApi, cookies, publicUrl, type TestApi } from "../testing/api.ts";
import { describeEachDatabase } from "../testing/databases.ts";
import { aStoredMember, aWorkspace, system, type TestWorkspace } from "../testing/fixtures.ts";
import { anOidcProvider, type OidcPerson } from "../testing/oidc.ts";

describeEachDatabase("single sign-on", (database) => {
  let api: TestApi;
  let provider: Awaited<ReturnType<typeof anOidcProvider>>;
  let workspace: TestWorkspace;
  beforeAll(async () => {
    provider = await anOidcProvider(`${publicUrl}/auth/callback/oidc`);
    api = await anApi(database(), { oidc: provider.options });
    workspace = await aWorkspace(database(), { kernel: api.services.kernel });
  });
  afterAll(async () => {
    await api.stop();
    await provider.stop();
  });

  const someone = (overrides: Partial<OidcPerson> = {}): OidcPerson => {
    const sub = randomBytes(6).toString("hex");
    return { sub, email: `${sub}@example.com`, verified: true, name: "Ann Lee", ...overrides };
  };
  const invite = (email: string, place = workspace) =>
    place.write(system, (ctx) =>
      invitations.insert(ctx, { email, role: "agent", token: newToken(), invitedBy: 1 }),
    );
  const users = (email: string) =>
    api.services.kernel.database.read(null, (db) =>
      db.selectFrom("auth_user").select("id").where("email", "=", email).execute(),
    );

  /** Signs in as a browser would, from redirect to redirect; answers the headers and where it ended. */
  async function comeAs(person: OidcPerson) {
    provider.expect(person);
    const begun = await api.post("/auth/sign-in/social", {
      provider: "oidc",
      callbackURL: "/admin/demo/tags",
      errorCallbackURL: "/admin/sign-in",
    });
    // safe because a wrong shape fails the test
    const { url } = (await begun.json()) as { url: string };
    const jar = new Map<string, string>();
    let at = url;
    while (!at.startsWith(publicUrl)) {
      const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
      const answer = await fetch(at, { redirect: "manual", headers: { cookie } });
      for (const line of answer.headers.getSetCookie()) {
        const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
        jar.set(name, value);
      }
      const location = answer.headers.get("location");
      if (location === null) throw new Error(`${at} answered ${answer.status}: ${await answer.text()}`);
      at = new URL(location, at).href;
    }
    const back = await api.request(at.slice(publicUrl.length), { headers: { cookie: cookies(begun) } });
    const headers = { cookie: cookies(back), "x-tagdeck-workspace": workspace.slug, origin: publicUrl };
    return { headers, at: back.headers.get("location") ?? "" };
  }

  it("lets in who is invited, makes them a member at once, and knows them the next time", async () => {
    const person = someone();
    const second = await aWorkspace(database(), { kernel: api.services.kernel });
    await invite(person.email);
    await invite(person.email, second);
    const { headers, at } = await comeAs(person);
    expect(at).toMatch(/\/admin\/demo\/tags$/);
    expect((await api.call("workspace.get", {}, headers)).data).toMatchObject({ role: "agent" });
    expect(
      (await api.call("workspace.get", {}, { ...headers, "x-tagdeck-workspace": second.slug })).code,
    ).toBe("ok");
    const [user] = await users(person.email);
    const again = await comeAs(person);
    expect((await api.call("session.get", {}, again.headers)).data).toMatchObject({ user: { id: user?.id } });
    expect((await users(person.email)).length).toBe(1);
    const kept = await api.services.kernel.database.read(null, (db) =>
      db
        .selectFrom("auth_account")
        .selectAll()
        .where("userId", "=", user?.id ?? "")
        .execute(),
    );
    expect(kept).toMatchObject([
      { providerId: "oidc", accessToken: null, idToken: null, refreshToken: null },
    ]);
  });

  it("lets nobody in who is not invited, or no longer", async () => {
    const [stranger, late] = [someone(), someone()];
    const { id } = await invite(late.email);
    await workspace.write(system, (ctx) => invitations.revoke(ctx, id));
    for (const person of [stranger, late]) {
      const { headers, at } = await comeAs(person);
      expect(at).toMatch(/\/admin\/sign-in\?error=not_invited/);
      expect((await api.call("session.get", {}, headers)).code).toBe("unauthenticated");
      expect(await users(person.email)).toEqual([]);
    }
  });

  it("joins a member's account by an address that the provider has verified, and by no other", async () => {
    const member = await aStoredMember(workspace, "viewer");
    const unverified = await comeAs(someone({ email: member.email, verified: false }));
    expect(unverified.at).toMatch(/error=/);
    expect((await api.call("session.get", {}, unverified.headers)).code).toBe("unauthenticated");
    const invited = someone({ verified: false });
    await invite(invited.email);
    expect((await comeAs(invited)).at).toMatch(/error=email_not_verified/);
    const { headers } = await comeAs(someone({ email: member.email.toUpperCase() }));
    expect((await api.call("session.get", {}, headers)).data).toMatchObject({ user: { id: member.id } });
    expect((await api.call("workspace.get", {}, headers)).data).toMatchObject({ role: "viewer" });
    // The password stays good.
    expect((await api.signIn(member, workspace.slug)).cookie).not.toBe("");
  });

  it("needs no second step here, since the provider asks for its own", async () => {
    const strict = await aWorkspace(database(), {
      kernel: api.services.kernel,
      settings: { requireTwoFactor: true },
    });
    const person = someone();
    await invite(person.email, strict);
    const { headers } = await comeAs(person);
    expect(
      (await api.call("workspace.get", {}, { ...headers, "x-tagdeck-workspace": strict.slug })).code,
    ).toBe("ok");
  });

  it("is by redirects only: no token, no scopes from the page", async () => {
    const bodies = [
      { provider: "oidc", idToken: { token: "x.y.z" } },
      { provider: "oidc", scopes: ["offline_access"] },
      { provider: "oidc", callbackURL: "https://evil.example.com/" },
    ];
    for (const body of bodies) {
      const { status } = await api.post("/auth/sign-in/social", body);
      expect([body, status >= 400 && status < 500]).toEqual([body, true]);
    }
    const spoiled = await api.request("/auth/callback/oidc?code=x&state=y");
    expect(cookies(spoiled)).not.toMatch(/session_token=[^;]/);
  });

  it("is offered on the sign-in page by its name, and only where it is set up", async () => {
    expect((await api.call("session.methods", {})).data).toEqual({ singleSignOn: { name: "Acme ID" } });
    const without = await anApi(database());
    expect((await without.call("session.methods", {})).data).toEqual({ singleSignOn: null });
    expect((await without.post("/auth/sign-in/social", { provider: "oidc" })).status).toBe(404);
    await without.stop();
  });
});
