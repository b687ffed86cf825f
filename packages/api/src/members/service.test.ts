import { DomainError } from "@tagdeck/core/errors";
import type { Role } from "@tagdeck/core/members/roles";
import { describe, expect, it } from "vitest";
import type { Principal } from "../context.ts";
import { getInvitation } from "../invitations/service.ts";
import { describeEachDatabase } from "../testing/databases.ts";
import { aMember, aStoredMember, aWorkspace, type TestWorkspace } from "../testing/fixtures.ts";
import { changeRole, inviteMember, listMembers, removeMember, revokeInvitation } from "./service.ts";

const owner = aMember("owner");
const admin = aMember("admin");
const email = "new@example.com";
const ownersOf = async (workspace: TestWorkspace) =>
  (await workspace.read(owner, listMembers)).members.filter(({ role }) => role === "owner").length;

/** A member with a row, as the principal they are when they call. */
async function aCaller(
  workspace: TestWorkspace,
  role: Role,
): Promise<Extract<Principal, { kind: "member" }>> {
  const { id } = await aStoredMember(workspace, role);
  const row = await workspace.read(owner, (ctx) =>
    ctx.db.selectFrom("member").select("id").where("user_id", "=", id).executeTakeFirstOrThrow(),
  );
  return { kind: "member", userId: id, memberId: row.id, name: `The ${role}`, role };
}

describeEachDatabase("members", (database) => {
  it("are listed with their invitations, and who asks is marked", async () => {
    const workspace = await aWorkspace(database());
    const me = await aCaller(workspace, "owner");
    await aStoredMember(workspace, "viewer");
    await workspace.write(me, (ctx) => inviteMember(ctx, { email, role: "agent" }));
    const { members, invitations } = await workspace.read(me, listMembers);
    expect(members.map(({ role, isYou }) => [role, isYou])).toEqual([
      ["owner", true],
      ["viewer", false],
    ]);
    expect(invitations).toMatchObject([{ email, role: "agent", invitedBy: "The owner" }]);
  });

  it("change their role, and it holds from the next call on", async () => {
    const workspace = await aWorkspace(database());
    const { memberId } = await aCaller(workspace, "viewer");
    const after = await workspace.write(owner, (ctx) => changeRole(ctx, { id: memberId, role: "admin" }));
    expect(after.role).toBe("admin");
    const { members } = await workspace.read(owner, listMembers);
    expect(members.map(({ role }) => role)).toEqual(["admin"]);
  });

  it("go, and may be invited again", async () => {
    const workspace = await aWorkspace(database());
    const { memberId } = await aCaller(workspace, "agent");
    const [gone] = (await workspace.read(owner, listMembers)).members;
    const invite = () =>
      workspace.write(owner, (ctx) => inviteMember(ctx, { email: gone?.email ?? "", role: "agent" }));
    await expect(invite()).rejects.toEqual(new DomainError("member_exists"));
    await workspace.write(owner, (ctx) => removeMember(ctx, memberId));
    expect((await workspace.read(owner, listMembers)).members).toEqual([]);
    await expect(invite()).resolves.toMatchObject({ invitation: { email: gone?.email } });
  });

  it.each(["changeRole", "remove"] as const)("keep their last owner: %s", async (how) => {
    const workspace = await aWorkspace(database());
    const { memberId: id } = await aCaller(workspace, "owner");
    const take = () =>
      workspace.write(owner, async (ctx) => {
        await (how === "remove" ? removeMember(ctx, id) : changeRole(ctx, { id, role: "admin" }));
      });
    await expect(take()).rejects.toEqual(new DomainError("member_last_owner"));
    await workspace.write(owner, (ctx) => changeRole(ctx, { id, role: "owner" }));
    await aCaller(workspace, "owner");
    await take();
    expect(await ownersOf(workspace)).toBe(1);
  });

  it("keep an owner when all owners step back at the same moment", async () => {
    const workspace = await aWorkspace(database());
    const owners = [];
    for (let i = 0; i < 4; i += 1) owners.push(await aCaller(workspace, "owner"));
    const results = await Promise.allSettled(
      owners.map(({ memberId: id }, i) =>
        workspace.write(owner, async (ctx) => {
          await (i % 2 === 0 ? removeMember(ctx, id) : changeRole(ctx, { id, role: "viewer" }));
        }),
      ),
    );
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(3);
    expect(await ownersOf(workspace)).toBe(1);
  });

  it("keep an owner when one becomes it, the other gives it up, and the first is taken away, all at once", async () => {
    for (let round = 0; round < 5; round += 1) {
      const workspace = await aWorkspace(database());
      const [first, second] = [await aCaller(workspace, "owner"), await aCaller(workspace, "admin")];
      await Promise.allSettled([
        workspace.write(owner, async (ctx) => {
          await changeRole(ctx, { id: second.memberId, role: "owner" });
          await changeRole(ctx, { id: first.memberId, role: "admin" });
        }),
        workspace.write(owner, (ctx) => changeRole(ctx, { id: second.memberId, role: "viewer" })),
        workspace.write(owner, (ctx) => removeMember(ctx, second.memberId)),
      ]);
      expect(await ownersOf(workspace)).toBeGreaterThanOrEqual(1);
    }
  });

  describe("invite", () => {
    it.each([
      ["admin", "viewer", true],
      ["admin", "agent", true],
      ["admin", "admin", false],
      ["admin", "owner", false],
      ["owner", "owner", true],
    ] as const)("as %s a %s: %s", async (by, role, allowed) => {
      const workspace = await aWorkspace(database());
      const invited = workspace.write(aMember(by), (ctx) => inviteMember(ctx, { email, role }));
      await (allowed
        ? expect(invited).resolves.toBeDefined()
        : expect(invited).rejects.toMatchObject({ code: "forbidden" }));
    });

    it("again, and the earlier link is no longer good", async () => {
      const workspace = await aWorkspace(database());
      const first = await workspace.write(owner, (ctx) => inviteMember(ctx, { email, role: "agent" }));
      const second = await workspace.write(owner, (ctx) => inviteMember(ctx, { email, role: "viewer" }));
      const view = (token: string) => getInvitation(workspace.kernel, token);
      await expect(view(first.token)).rejects.toEqual(new DomainError("invitation_not_found"));
      await expect(view(second.token)).resolves.toMatchObject({ role: "viewer" });
      expect((await workspace.read(owner, listMembers)).invitations).toHaveLength(1);
    });

    it("but an admin neither takes back nor replaces what only an owner may give", async () => {
      const workspace = await aWorkspace(database());
      const { invitation, token } = await workspace.write(owner, (ctx) =>
        inviteMember(ctx, { email, role: "admin" }),
      );
      const forbidden = { code: "forbidden" };
      const revoke = workspace.write(admin, (ctx) => revokeInvitation(ctx, invitation.id));
      await expect(revoke).rejects.toMatchObject(forbidden);
      const replace = workspace.write(admin, (ctx) => inviteMember(ctx, { email, role: "viewer" }));
      await expect(replace).rejects.toMatchObject(forbidden);
      await expect(getInvitation(workspace.kernel, token)).resolves.toMatchObject({ role: "admin" });
    });

    it("and take it back", async () => {
      const workspace = await aWorkspace(database());
      const { invitation, token } = await workspace.write(admin, (ctx) =>
        inviteMember(ctx, { email, role: "agent" }),
      );
      await workspace.write(admin, (ctx) => revokeInvitation(ctx, invitation.id));
      await expect(getInvitation(workspace.kernel, token)).rejects.toEqual(
        new DomainError("invitation_not_found"),
      );
      const again = workspace.write(admin, (ctx) => revokeInvitation(ctx, invitation.id));
      await expect(again).rejects.toEqual(new DomainError("invitation_not_found"));
    });
  });

  it("leave a trace of every change, without personal data", async () => {
    const workspace = await aWorkspace(database());
    const { memberId: id } = await aCaller(workspace, "viewer");
    await workspace.write(owner, (ctx) => inviteMember(ctx, { email, role: "agent" }));
    await workspace.write(owner, (ctx) => changeRole(ctx, { id, role: "agent" }));
    await workspace.write(owner, (ctx) => removeMember(ctx, id));
    const rows = await workspace.read(owner, (ctx) =>
      ctx.db
        .selectFrom("activity")
        .select(["action", "subject", "details"])
        .where("workspace_id", "=", workspace.id)
        .orderBy("id")
        .execute(),
    );
    expect(rows.map(({ action }) => action)).toEqual([
      "members.invite",
      "members.changeRole",
      "members.remove",
    ]);
    expect(JSON.stringify(rows)).not.toContain("@");
  });
});
