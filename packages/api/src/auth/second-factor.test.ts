import type { ActivityEntry } from "@tagdeck/core/activity/entry";
import type { Account } from "@tagdeck/core/session/account";
import { TOTP, URI } from "otpauth";
import { afterAll, beforeAll, expect, it } from "vitest";
import { anApi, cookies, type TestApi } from "../testing/api.ts";
import { describeEachDatabase } from "../testing/databases.ts";
import { aStoredMember, aWorkspace, type TestWorkspace } from "../testing/fixtures.ts";

describeEachDatabase("two-factor sign-in", (database) => {
  let api: TestApi;
  let workspace: TestWorkspace;
  beforeAll(async () => {
    api = await anApi(database());
    workspace = await aWorkspace(database(), { kernel: api.services.kernel });
  });
  afterAll(() => api.stop());

  type User = { email: string; password: string };

  /** Sets the app up as the account page does; answers what the app then shows, and the backup codes. */
  async function setUp(user: User) {
    const headers = await api.signIn(user, workspace.slug);
    const enabled = await api.post("/auth/two-factor/enable", { password: user.password }, headers);
    expect(enabled.status).toBe(200);
    // safe because a wrong shape fails the test
    const { totpURI, backupCodes } = (await enabled.json()) as { totpURI: string; backupCodes: string[] };
    const app = URI.parse(totpURI);
    if (!(app instanceof TOTP)) throw new Error(`${totpURI} is not of an app`);
    const verified = await api.post("/auth/two-factor/verify-totp", { code: app.generate() }, headers);
    expect(verified.status).toBe(200);
    return { app, backupCodes, headers: { ...headers, cookie: cookies(verified) } };
  }

  /** The first step; answers the cookie that the second one needs. */
  async function firstStep({ email, password }: User) {
    const answer = await api.post("/auth/sign-in/email", { email, password });
    expect(await answer.json()).toMatchObject({ twoFactorRedirect: true });
    return { cookie: cookies(answer), "x-tagdeck-workspace": workspace.slug };
  }
  const second = (path: string, code: string, headers: Record<string, string>) =>
    api.post(`/auth/two-factor/${path}`, { code }, headers);
  const wrongCode = (app: TOTP) => String((Number(app.generate()) + 1) % 1_000_000).padStart(6, "0");

  it("asks for the app's code after the password, and the password alone opens nothing", async () => {
    const user = await aStoredMember(workspace, "agent");
    const { app, headers } = await setUp(user);
    expect(app.issuer).toBe("Tagdeck");
    expect((await api.call("workspace.get", {}, headers)).code).toBe("ok");
    const pending = await firstStep(user);
    expect((await api.call("session.get", {}, pending)).code).toBe("unauthenticated");
    expect((await second("verify-totp", wrongCode(app), pending)).status).toBe(401);
    const done = await second("verify-totp", app.generate(), pending);
    expect(done.status).toBe(200);
    expect((await api.call("workspace.get", {}, { ...pending, cookie: cookies(done) })).code).toBe("ok");
    // The challenge is used up.
    expect((await second("verify-totp", app.generate(), pending)).status).toBe(401);
  });

  it("takes each backup code once, and new ones end the old", async () => {
    const user = await aStoredMember(workspace, "agent");
    const { backupCodes, headers } = await setUp(user);
    const [first = "", other = ""] = backupCodes;
    expect((await second("verify-backup-code", first, await firstStep(user))).status).toBe(200);
    expect((await second("verify-backup-code", first, await firstStep(user))).status).toBe(401);
    const made = await api.post(
      "/auth/two-factor/generate-backup-codes",
      { password: user.password },
      headers,
    );
    // safe because a wrong shape fails the test
    const { backupCodes: fresh } = (await made.json()) as { backupCodes: string[] };
    expect((await second("verify-backup-code", other, await firstStep(user))).status).toBe(401);
    expect((await second("verify-backup-code", fresh[0] ?? "", await firstStep(user))).status).toBe(200);
  });

  it("ends a challenge after five wrong codes, and locks the second step after ten in a row", async () => {
    const user = await aStoredMember(workspace, "agent");
    const { app } = await setUp(user);
    const pending = await firstStep(user);
    const answers: number[] = [];
    for (let i = 0; i < 6; i += 1)
      answers.push((await second("verify-totp", wrongCode(app), pending)).status);
    expect(answers).toEqual([401, 401, 401, 401, 401, 400]);
    expect((await second("verify-totp", app.generate(), pending)).status).toBe(401);
    const again = await firstStep(user);
    for (let i = 0; i < 5; i += 1) await second("verify-totp", wrongCode(app), again);
    const locked = await second("verify-totp", app.generate(), await firstStep(user));
    expect([locked.status, await locked.json()]).toMatchObject([429, { code: "rate_limited" }]);
  });

  it("counts tries of the second step by address", async () => {
    const strict = await anApi(database(), { signInsPerMinute: 3 });
    const tries: number[] = [];
    for (let i = 0; i < 5; i += 1) {
      const init = { method: "POST", body: JSON.stringify({ code: "000000" }) };
      const headers = { "content-type": "application/json", origin: strict.services.publicUrl };
      const answer = await strict.request("/auth/two-factor/verify-totp", { ...init, headers }, "10.9.9.9");
      tries.push(answer.status);
    }
    await strict.stop();
    expect(tries.slice(3)).toEqual([429, 429]);
  });

  it("is switched on and off with the password only, and all of it is in the audit log", async () => {
    const user = await aStoredMember(workspace, "owner");
    const before = await api.signIn(user, workspace.slug);
    expect((await api.post("/auth/two-factor/enable", { password: "wrong horse" }, before)).status).toBe(400);
    expect((await api.post("/auth/two-factor/enable", {}, before)).status).toBe(400);
    const { app, headers } = await setUp(user);
    const pending = await firstStep(user);
    await second("verify-totp", wrongCode(app), pending);
    await second("verify-totp", app.generate(), pending);
    expect((await api.post("/auth/two-factor/disable", { password: "wrong horse" }, headers)).status).toBe(
      400,
    );
    const off = await api.post("/auth/two-factor/disable", { password: user.password }, headers);
    expect(off.status).toBe(200);
    const after = { ...headers, cookie: cookies(off) };
    const { data } = await api.call("activity.list", { area: "sign-ins", limit: 200 }, after);
    // safe because a wrong shape fails the test
    const { items } = data as { items: ActivityEntry[] };
    const mine = items.filter(({ actor }) => actor.isYou).toReversed();
    expect(mine.map(({ action, facts }) => [action, facts["method"] ?? ""])).toEqual([
      ["signIn.succeeded", "password"],
      ["signIn.succeeded", "password"],
      ["signIn.twoFactorOn", ""],
      ["signIn.failed", "totp"],
      ["signIn.succeeded", "totp"],
      ["signIn.twoFactorOff", ""],
    ]);
  });

  it("may be required by a workspace: without it there is the account page and nothing else", async () => {
    const strict = await aWorkspace(database(), {
      kernel: api.services.kernel,
      settings: { requireTwoFactor: true },
    });
    const user = await aStoredMember(strict, "owner");
    const headers = await api.signIn(user, strict.slug);
    expect((await api.call("workspace.get", {}, headers)).code).toBe("two_factor_required");
    expect((await api.call("session.account", {}, headers)).data).toMatchObject({
      hasPassword: true,
      twoFactor: false,
    } satisfies Partial<Account>);
    const { headers: safe } = await setUp(user);
    const here = { ...safe, "x-tagdeck-workspace": strict.slug };
    expect((await api.call("workspace.get", {}, here)).code).toBe("ok");
  });

  it("lists a person's sign-ins, and ends them elsewhere", async () => {
    const user = await aStoredMember(workspace, "agent");
    const [here, there] = [await api.signIn(user, workspace.slug), await api.signIn(user, workspace.slug)];
    const stranger = await api.signIn(await aStoredMember(workspace, "agent"), workspace.slug);
    const account = async (headers: Record<string, string>) =>
      // safe because a wrong shape fails the test
      (await api.call("session.account", {}, headers)).data as Account;
    const { sessions } = await account(here);
    expect(sessions.map(({ isThis }) => isThis).toSorted()).toEqual([false, true]);
    const other = sessions.find(({ isThis }) => !isThis)?.id ?? "";
    expect((await api.call("session.end", { id: other }, stranger)).data).toEqual({ ended: 0 });
    const own = sessions.find(({ isThis }) => isThis)?.id ?? "";
    expect((await api.call("session.end", { id: own }, here)).data).toEqual({ ended: 0 });
    expect((await api.call("session.end", { id: other }, here)).data).toEqual({ ended: 1 });
    expect((await api.call("session.get", {}, there)).code).toBe("unauthenticated");
    await api.signIn(user, workspace.slug);
    await api.signIn(user, workspace.slug);
    expect((await api.call("session.endOthers", {}, here)).data).toEqual({ ended: 2 });
    expect((await account(here)).sessions.length).toBe(1);
  });
});
