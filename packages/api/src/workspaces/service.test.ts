import { DomainError } from "@tagdeck/core/errors";
import { defaultSettings } from "@tagdeck/core/workspaces/settings";
import { expect, it } from "vitest";
import { createTag } from "../tags/service.ts";
import { describeEachDatabase } from "../testing/databases.ts";
import { aMember, aWorkspace } from "../testing/fixtures.ts";
import { openWorkspace } from "./open-workspace.ts";
import { getWorkspace, updateWorkspace } from "./service.ts";

const admin = aMember("admin");

describeEachDatabase("a workspace", (database) => {
  it("shows itself with what the caller may do", async () => {
    const workspace = await aWorkspace(database());
    const seen = await workspace.read(aMember("viewer"), getWorkspace);
    expect(seen).toMatchObject({ slug: workspace.slug, timeZone: "Asia/Taipei", settings: defaultSettings });
    expect([seen.role, seen.permissions]).toEqual(["viewer", ["tags.read", "contacts.read"]]);
  });

  it("changes what is said and nothing else, from the next request on", async () => {
    const workspace = await aWorkspace(database(), { settings: { undoDays: 7 } });
    const update = { name: "Acme", timeZone: "europe/berlin", settings: { agentsMayCreate: false } };
    const after = await workspace.write(admin, (ctx) => updateWorkspace(ctx, update));
    expect(after).toMatchObject({
      name: "Acme",
      timeZone: "Europe/Berlin",
      settings: { ...defaultSettings, undoDays: 7, agentsMayCreate: false },
    });
    const {
      role: _role,
      permissions: _permissions,
      cursor: _cursor,
      operationId: _operationId,
      ...rest
    } = after;
    expect(await workspace.read(aMember("agent"), getWorkspace)).toMatchObject(rest);
    const create = workspace.write(aMember("agent"), (ctx) => createTag(ctx, { name: "VIP" }));
    await expect(create).rejects.toMatchObject({ code: "forbidden" });
  });

  it("keeps both of two settings that are changed at the same time", async () => {
    const workspace = await aWorkspace(database());
    await Promise.all([
      workspace.write(admin, (ctx) => updateWorkspace(ctx, { settings: { undoDays: 7 } })),
      workspace.write(admin, (ctx) => updateWorkspace(ctx, { settings: { contactTagMax: 50 } })),
      workspace.write(admin, (ctx) => updateWorkspace(ctx, { name: "Acme" })),
    ]);
    expect(await workspace.read(admin, getWorkspace)).toMatchObject({
      name: "Acme",
      settings: { undoDays: 7, contactTagMax: 50 },
    });
  });

  it("refuses a time zone that is none", async () => {
    const workspace = await aWorkspace(database());
    for (const timeZone of ["Mars/Olympus", "+08:00", ""]) {
      const update = workspace.write(admin, (ctx) => updateWorkspace(ctx, { timeZone }));
      await expect(update).rejects.toEqual(new DomainError("time_zone_invalid", { timeZone }));
    }
  });

  it("is opened once under a slug", async () => {
    const workspace = await aWorkspace(database());
    const open = (slug: string) => openWorkspace(workspace.kernel, { slug, name: "Acme", timeZone: "UTC" });
    await expect(open(` ${workspace.slug.toUpperCase()} `)).rejects.toEqual(
      new DomainError("workspace_slug_taken"),
    );
    await expect(open("no good")).rejects.toEqual(new DomainError("workspace_slug_invalid"));
    await expect(open(`${workspace.slug}-2`)).resolves.toBeUndefined();
  });
});
