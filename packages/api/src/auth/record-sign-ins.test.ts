import type { ActivityEntry } from "@tagdeck/core/activity/entry";
import { afterAll, beforeAll, expect, it } from "vitest";
import * as members from "../members/store.ts";
import { anApi, type TestApi } from "../testing/api.ts";
import { describeEachDatabase } from "../testing/databases.ts";
import { aStoredMember, aWorkspace, type TestWorkspace } from "../testing/fixtures.ts";

describeEachDatabase("sign-ins in the audit log", (database) => {
  let api: TestApi;
  let workspace: TestWorkspace;
  beforeAll(async () => {
    api = await anApi(database());
    workspace = await aWorkspace(database(), { kernel: api.services.kernel });
  });
  afterAll(() => api.stop());

  /** What the log of a workspace says of a person, as its owner reads it. */
  async function linesOf(name: string, place = workspace): Promise<string[]> {
    const owner = await aStoredMember(place, "owner");
    const headers = await api.signIn(owner, place.slug);
    const { data } = await api.call("activity.list", { area: "sign-ins", limit: 200 }, headers);
    // safe because it is only read, and a wrong shape fails the test
    const { items } = data as { items: ActivityEntry[] };
    return items
      .filter(({ actor }) => actor.name === name)
      .map(({ action, facts }) => `${action} ${String(facts["method"] ?? "")}`.trim())
      .toReversed();
  }

  /** A member of a name of their own. */
  async function named(name: string) {
    const user = await aStoredMember(workspace, "agent");
    await api.services.kernel.database.write(null, (db) =>
      db.updateTable("auth_user").set({ name }).where("id", "=", user.id).execute(),
    );
    return user;
  }

  it("are those that succeed and fail, sign-outs, and changes of the password", async () => {
    const user = await named("Ann");
    await api.post("/auth/sign-in/email", { email: user.email.toUpperCase(), password: "wrong horse" });
    await expect.poll(() => linesOf("Ann")).toEqual(["signIn.failed password"]);
    const headers = await api.signIn(user, workspace.slug);
    const change = { currentPassword: user.password, newPassword: "another horse" };
    expect((await api.post("/auth/change-password", change, headers)).status).toBe(200);
    await api.post("/auth/sign-out", {}, headers);
    const again = await api.signIn({ ...user, password: "another horse" }, workspace.slug);
    await api.post("/auth/request-password-reset", { email: user.email, redirectTo: "/x" });
    await expect.poll(() => api.mails.at(-1)?.to).toBe(user.email);
    const token = new URL(api.mails.at(-1)?.link ?? "").searchParams.get("token");
    await api.post("/auth/reset-password", { token, newPassword: "a third horse" }, again);
    expect(await linesOf("Ann")).toEqual([
      "signIn.failed password",
      "signIn.succeeded password",
      "signIn.passwordChanged",
      "signIn.ended",
      "signIn.succeeded password",
      "signIn.passwordReset",
    ]);
  });

  it("are in every workspace of the person, and in no other", async () => {
    const user = await named("Ben");
    const { kernel } = api.services;
    const [second, other] = [
      await aWorkspace(database(), { kernel }),
      await aWorkspace(database(), { kernel }),
    ];
    await kernel.database.write(null, (db) =>
      members.insert(db, { workspaceId: second.id, userId: user.id, role: "viewer" }, kernel.now()),
    );
    await api.signIn(user, workspace.slug);
    expect(await linesOf("Ben")).toEqual(["signIn.succeeded password"]);
    expect(await linesOf("Ben", second)).toEqual(["signIn.succeeded password"]);
    expect(await linesOf("Ben", other)).toEqual([]);
  });

  it("say nothing of an address that nobody has", async () => {
    const lines = async () =>
      (
        await workspace.read({ kind: "system", name: "test" }, (ctx) =>
          ctx.db.selectFrom("activity").select("id").where("workspace_id", "=", workspace.id).execute(),
        )
      ).length;
    const before = await lines();
    await api.post("/auth/sign-in/email", { email: "nobody@example.com", password: "wrong horse" });
    expect(await lines()).toBe(before);
  });
});
