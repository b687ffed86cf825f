import { DomainError } from "@tagdeck/core/errors";
import { expect, it } from "vitest";
import { listMembers, inviteMember } from "../members/service.ts";
import { describeEachDatabase } from "../testing/databases.ts";
import { aMember, aStoredMember, aWorkspace, type TestWorkspace } from "../testing/fixtures.ts";
import { acceptInvitation, getInvitation } from "./service.ts";

const owner = aMember("owner");
const password = "correct horse";
const day = 86_400_000;
let serial = 0;

async function invite(workspace: TestWorkspace, email = `new-${(serial += 1)}@example.com`) {
  const { token } = await workspace.write(owner, (ctx) => inviteMember(ctx, { email, role: "agent" }));
  return { email, token };
}

describeEachDatabase("an invitation", (database) => {
  it("shows what it is for, and makes a new user a member once", async () => {
    const workspace = await aWorkspace(database());
    const { email, token } = await invite(workspace);
    expect(await getInvitation(workspace.kernel, token)).toMatchObject({
      workspace: { name: "Test" },
      email,
      role: "agent",
      userExists: false,
    });
    const accept = () => acceptInvitation(workspace.kernel, { token, name: "Mia", password });
    expect(await accept()).toEqual({ workspace: workspace.slug, email });
    expect((await workspace.read(owner, listMembers)).members).toMatchObject([
      { email, name: "Mia", role: "agent" },
    ]);
    await expect(accept()).rejects.toEqual(new DomainError("invitation_not_found"));
  });

  it("is used once when it is used twice at the same time", async () => {
    const workspace = await aWorkspace(database());
    const { token } = await invite(workspace);
    const accept = () => acceptInvitation(workspace.kernel, { token, name: "Mia", password });
    const results = await Promise.allSettled([accept(), accept(), accept()]);
    expect(results.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected", "rejected"]);
    for (const result of results) {
      if (result.status === "rejected") expect(result.reason).toBeInstanceOf(DomainError);
    }
    expect((await workspace.read(owner, listMembers)).members).toHaveLength(1);
  });

  it("of one new person in two workspaces may be accepted in both at the same time", async () => {
    const workspaces = [await aWorkspace(database()), await aWorkspace(database())];
    const email = `both-${(serial += 1)}@example.com`;
    const accepted = await Promise.all(
      workspaces.map(async (workspace) => {
        const { token } = await invite(workspace, email);
        return () => acceptInvitation(workspace.kernel, { token, name: "Mia", password });
      }),
    );
    await Promise.all(accepted.map((accept) => accept()));
    for (const workspace of workspaces) {
      expect((await workspace.read(owner, listMembers)).members).toMatchObject([{ email }]);
    }
  });

  it("lets somebody who has an account join with its password, which stays", async () => {
    const [first, second] = [await aWorkspace(database()), await aWorkspace(database())];
    const user = await aStoredMember(first, "owner", password);
    const { token } = await invite(second, user.email);
    expect((await getInvitation(second.kernel, token)).userExists).toBe(true);
    const accept = (secret: string) =>
      acceptInvitation(second.kernel, { token, name: "Other", password: secret });
    await expect(accept("wrong horse")).rejects.toEqual(new DomainError("password_wrong"));
    await accept(password);
    const { members } = await second.read(owner, listMembers);
    expect(members).toMatchObject([{ email: user.email, name: "The owner", role: "agent" }]);
  });

  it("is no way to try out somebody's passwords", async () => {
    const [first, second] = [await aWorkspace(database()), await aWorkspace(database())];
    const user = await aStoredMember(first, "owner", password);
    let { token } = await invite(second, user.email);
    const accept = (secret: string) => acceptInvitation(second.kernel, { token, password: secret });
    for (let i = 0; i < 10; i += 1) {
      if (i === 5) ({ token } = await invite(second, user.email));
      await expect(accept(`guess ${i} horse`)).rejects.toEqual(new DomainError("password_wrong"));
    }
    await expect(accept(password)).rejects.toEqual(new DomainError("rate_limited"));
    second.clock.advance(15 * 60_000);
    await accept(password);
  });

  it("ends after seven days", async () => {
    const workspace = await aWorkspace(database());
    const { token } = await invite(workspace);
    workspace.clock.advance(7 * day - 1_000);
    await expect(getInvitation(workspace.kernel, token)).resolves.toBeDefined();
    workspace.clock.advance(1_000);
    await expect(getInvitation(workspace.kernel, token)).rejects.toEqual(
      new DomainError("invitation_expired"),
    );
    const accept = acceptInvitation(workspace.kernel, { token, name: "Mia", password });
    await expect(accept).rejects.toEqual(new DomainError("invitation_expired"));
    expect((await workspace.read(owner, listMembers)).invitations).toEqual([]);
  });

  it.each([
    ["a short password", { name: "Mia", password: "short" }, "password_too_short"],
    ["a long password", { name: "Mia", password: "x".repeat(129) }, "password_too_long"],
    ["no name", { password }, "invalid_input"],
  ])("refuses %s and stays open", async (_, input, code) => {
    const workspace = await aWorkspace(database());
    const { token } = await invite(workspace);
    await expect(acceptInvitation(workspace.kernel, { token, ...input })).rejects.toMatchObject({ code });
    await acceptInvitation(workspace.kernel, { token, name: "Mia", password });
  });

  it("is not found by anything but its token", async () => {
    const workspace = await aWorkspace(database());
    const { token } = await invite(workspace);
    const stored = await workspace.read(owner, (ctx) =>
      ctx.db
        .selectFrom("invitation")
        .selectAll()
        .where("workspace_id", "=", workspace.id)
        .executeTakeFirstOrThrow(),
    );
    expect(JSON.stringify(stored)).not.toContain(token);
    for (const other of ["", "x".repeat(43), stored.token_hash, token.toLowerCase()]) {
      await expect(getInvitation(workspace.kernel, other)).rejects.toEqual(
        new DomainError("invitation_not_found"),
      );
    }
  });
});
