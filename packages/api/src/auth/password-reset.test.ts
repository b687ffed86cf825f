import { afterAll, beforeAll, expect, it } from "vitest";
import { anApi, publicUrl, type TestApi } from "../testing/api.ts";
import { describeEachDatabase } from "../testing/databases.ts";
import { aStoredMember, aWorkspace, type TestWorkspace } from "../testing/fixtures.ts";

describeEachDatabase("a forgotten password", (database) => {
  let api: TestApi;
  let workspace: TestWorkspace;
  beforeAll(async () => {
    api = await anApi(database());
    workspace = await aWorkspace(database(), { kernel: api.services.kernel });
  });
  afterAll(() => api.stop());

  const signIn = (email: string, password: string) => api.post("/auth/sign-in/email", { email, password });
  async function askFor(email: string): Promise<string> {
    const before = api.mails.length;
    const answer = await api.post("/auth/request-password-reset", {
      email,
      redirectTo: "/admin/reset-password",
    });
    expect(answer.status).toBe(200);
    await expect.poll(() => api.mails.length).toBe(before + 1);
    return api.mails.at(-1)?.link ?? "";
  }
  const tokenOf = (link: string) => new URL(link).searchParams.get("token") ?? "";

  it("is replaced by a link that works once, and all sessions end", async () => {
    const user = await aStoredMember(workspace, "agent", "the old horse");
    const session = await api.signIn(user, workspace.slug);
    const link = await askFor(user.email);
    expect(link.startsWith(`${publicUrl}/admin/reset-password?token=`)).toBe(true);
    expect(api.mails.at(-1)?.to).toBe(user.email);

    const set = { token: tokenOf(link), newPassword: "the new horse" };
    expect((await api.post("/auth/reset-password", set)).status).toBe(200);
    expect((await api.call("session.get", {}, session)).code).toBe("unauthenticated");
    expect((await signIn(user.email, "the old horse")).status).toBe(401);
    expect((await signIn(user.email, "the new horse")).status).toBe(200);
    expect((await api.post("/auth/reset-password", { ...set, newPassword: "a third horse" })).status).toBe(
      400,
    );
    expect((await signIn(user.email, "a third horse")).status).toBe(401);
  });

  it("is found whatever the case of the e-mail", async () => {
    const user = await aStoredMember(workspace, "agent");
    await askFor(user.email.toUpperCase());
    expect(api.mails.at(-1)?.to).toBe(user.email);
  });

  it("sends nothing to an e-mail that nobody has", async () => {
    const before = api.mails.length;
    await api.post("/auth/request-password-reset", { email: "nobody@example.com" });
    await askFor((await aStoredMember(workspace, "agent")).email);
    expect(api.mails).toHaveLength(before + 1);
  });

  it("keeps to the rules for passwords, and the link stays good", async () => {
    const user = await aStoredMember(workspace, "agent");
    const token = tokenOf(await askFor(user.email));
    for (const newPassword of ["short", "x".repeat(129)]) {
      expect((await api.post("/auth/reset-password", { token, newPassword })).status).toBe(400);
    }
    expect((await api.post("/auth/reset-password", { token, newPassword: "long enough" })).status).toBe(200);
  });

  it("never sends a link to another site, whatever the request says", async () => {
    const user = await aStoredMember(workspace, "agent");
    const redirectTo = "https://evil.example.com/";
    const headers = { host: "evil.example.com", "x-forwarded-host": "evil.example.com" };
    const before = api.mails.length;
    await api.post("/auth/request-password-reset", { email: user.email, redirectTo }, headers);
    const again = await api.post("/auth/request-password-reset", { email: user.email }, headers);
    expect(again.status).toBe(200);
    await expect.poll(() => api.mails.length).toBeGreaterThan(before);
    for (const { link } of api.mails.slice(before)) expect(new URL(link).origin).toBe(publicUrl);
  });
});

describeEachDatabase("a mail server that fails", (database) => {
  it("does not tell which e-mails exist", async () => {
    const api = await anApi(database(), { sendMail: () => Promise.reject(new Error("connection refused")) });
    const workspace = await aWorkspace(database(), { kernel: api.services.kernel });
    const { email } = await aStoredMember(workspace, "agent");
    const known = await api.post("/auth/request-password-reset", { email });
    const unknown = await api.post("/auth/request-password-reset", { email: "nobody@example.com" });
    expect([known.status, await known.json()]).toEqual([unknown.status, await unknown.json()]);
    await api.stop();
  });

  it("that is slow does not tell it either", async () => {
    let sent: () => void = () => undefined;
    const slow = new Promise<void>((resolve) => {
      sent = resolve;
    });
    const api = await anApi(database(), { sendMail: () => slow });
    const workspace = await aWorkspace(database(), { kernel: api.services.kernel });
    const { email } = await aStoredMember(workspace, "agent");
    expect((await api.post("/auth/request-password-reset", { email })).status).toBe(200);
    sent();
    await api.stop();
  });
});
