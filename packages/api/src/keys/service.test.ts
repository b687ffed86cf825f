import { afterAll, beforeAll, expect, it } from "vitest";
import { anApi, type TestApi } from "../testing/api.ts";
import { describeEachDatabase } from "../testing/databases.ts";
import { aWorkspace, type TestWorkspace } from "../testing/fixtures.ts";
import { createKey } from "./service.ts";

describeEachDatabase("an API key", (database) => {
  let api: TestApi;
  let workspace: TestWorkspace;
  beforeAll(async () => {
    api = await anApi(database());
    workspace = await aWorkspace(database(), { kernel: api.services.kernel });
  });
  afterAll(() => api.stop());

  const make = (scopes: string) =>
    createKey(workspace.kernel, { workspace: workspace.slug, name: "Sync", scopes });
  const use = async (key: string) =>
    (await api.call("tags.list", {}, { authorization: `Bearer ${key}` })).code;
  const set = (columns: { revoked_at?: number; expires_at?: number }) =>
    workspace.kernel.database.write(null, (db) =>
      db.updateTable("api_key").set(columns).where("workspace_id", "=", workspace.id).execute(),
    );
  const stored = () =>
    workspace.kernel.database.read(null, (db) =>
      db
        .selectFrom("api_key")
        .selectAll()
        .where("workspace_id", "=", workspace.id)
        .orderBy("id", "desc")
        .execute(),
    );

  it("is shown once and kept as a hash", async () => {
    const key = await make("all");
    expect(key).toMatch(/^tdk_[\w-]{43}$/);
    const [row] = await stored();
    expect(JSON.stringify(row)).not.toContain(key.slice(12));
    expect(row).toMatchObject({ prefix: key.slice(0, 12), last_used_at: null });
    expect(await use(key)).toBe("ok");
    expect((await stored())[0]?.last_used_at).not.toBeNull();
  });

  it("may do what its scopes say, separated by spaces or commas", async () => {
    expect(await use(await make("tags.read, contacts.read"))).toBe("ok");
    expect(await use(await make("contacts.read"))).toBe("forbidden");
  });

  it("needs scopes that exist and a workspace that is there", async () => {
    await expect(make("tags.read everything")).rejects.toMatchObject({
      code: "invalid_input",
      details: { unknownScopes: ["everything"] },
    });
    const elsewhere = createKey(workspace.kernel, {
      workspace: "no-such-place",
      name: "Sync",
      scopes: "all",
    });
    await expect(elsewhere).rejects.toMatchObject({ code: "workspace_not_found" });
  });

  it("is no key when it is revoked, has run out, or is not whole", async () => {
    const key = await make("all");
    for (const wrong of [key.slice(0, -1), `${key}x`, key.toUpperCase(), "tdk_", "tdk_x", key.slice(4)]) {
      expect(["unauthenticated", "session_expired"]).toContain(await use(wrong));
    }
    await set({ expires_at: Date.now() + 60_000 });
    expect(await use(key)).toBe("ok");
    await set({ expires_at: Date.now() - 1 });
    expect(await use(key)).toBe("unauthenticated");
    await set({ expires_at: Date.now() + 60_000, revoked_at: Date.now() });
    expect(await use(key)).toBe("unauthenticated");
  });

  it.each(["Basic dXNlcjpwYXNz", "Bearer", "Bearer ", "bearer tdk_x", "Bearer a b", "tdk_x", ""])(
    "is not mistaken for another authorization: %j",
    async (authorization) => {
      expect((await api.call("tags.list", {}, { authorization })).code).toBe("unauthenticated");
    },
  );
});
