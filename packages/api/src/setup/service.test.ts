import { DomainError } from "@tagdeck/core/errors";
import { afterEach, beforeEach, expect, it } from "vitest";
import { createKernel, type Kernel } from "../context.ts";
import { migrateDatabase, openDatabase } from "../db/open.ts";
import { describe } from "vitest";
import { makeDatabase } from "../testing/databases.ts";
import { openWorkspace } from "../workspaces/open-workspace.ts";
import { checkSetup, completeSetup, openSetup } from "./service.ts";

const form = {
  workspaceName: "Acme",
  slug: "acme",
  timeZone: "Asia/Taipei",
  name: "Ada",
  email: "ada@example.com",
  password: "correct horse",
};
const invalid = new DomainError("setup_link_invalid");

describe.each(["sqlite", "postgres"] as const)("the first set-up (%s)", (name) => {
  let kernel: Kernel;
  let remove: () => Promise<void>;
  beforeEach(async () => {
    const made = await makeDatabase(name);
    remove = made.remove;
    const options = { url: made.url, onError: () => undefined };
    await migrateDatabase(options);
    kernel = createKernel(openDatabase(options));
  });
  afterEach(async () => {
    await kernel.database.close();
    await remove();
  });

  const open = async () => (await openSetup(kernel)) ?? "";

  it("makes the first workspace and its owner, once", async () => {
    const token = await open();
    expect(await checkSetup(kernel, token)).toEqual({ ok: true });
    expect(await completeSetup(kernel, { ...form, token })).toEqual({ workspace: "acme" });
    const rows = await kernel.database.read(null, (db) =>
      db
        .selectFrom("member")
        .innerJoin("auth_user", "auth_user.id", "user_id")
        .select(["role", "email"])
        .execute(),
    );
    expect(rows).toEqual([{ role: "owner", email: "ada@example.com" }]);
    await expect(checkSetup(kernel, token)).rejects.toEqual(invalid);
    await expect(completeSetup(kernel, { ...form, slug: "other", token })).rejects.toEqual(invalid);
    expect(await openSetup(kernel)).toBeNull();
  });

  it("makes one workspace when two people use the link at the same time", async () => {
    const token = await open();
    const results = await Promise.allSettled([
      completeSetup(kernel, { ...form, token }),
      completeSetup(kernel, { ...form, slug: "other", email: "eve@example.com", token }),
    ]);
    expect(results.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    const rows = await kernel.database.read(null, (db) =>
      db.selectFrom("workspace").select("slug").execute(),
    );
    expect(rows).toHaveLength(1);
  });

  it("leaves only the newest link good", async () => {
    const [first, second] = [await open(), await open()];
    await expect(checkSetup(kernel, first)).rejects.toEqual(invalid);
    expect(await checkSetup(kernel, second)).toEqual({ ok: true });
  });

  it("is over when a workspace was made in another way, whoever still has the link", async () => {
    const token = await open();
    await openWorkspace(kernel, { slug: "by-hand", name: "By hand", timeZone: "UTC" });
    await expect(checkSetup(kernel, token)).rejects.toEqual(invalid);
    await expect(completeSetup(kernel, { ...form, token })).rejects.toEqual(invalid);
  });

  it.each([
    [{ slug: "No Good" }, "workspace_slug_invalid"],
    [{ timeZone: "Mars/Olympus" }, "time_zone_invalid"],
    [{ password: "short" }, "password_too_short"],
  ])("refuses %j and leaves the link good", async (wrong, code) => {
    const token = await open();
    await expect(completeSetup(kernel, { ...form, ...wrong, token })).rejects.toMatchObject({ code });
    await completeSetup(kernel, { ...form, token });
  });
});
