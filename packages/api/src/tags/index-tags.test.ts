import { expect, it } from "vitest";
import { describeEachDatabase } from "../testing/databases.ts";
import { aMember, aTag, aWorkspace, system } from "../testing/fixtures.ts";
import { tagHistory } from "./history.ts";
import { getTags, indexTags } from "./index-tags.ts";
import { restoreTag } from "./restore.ts";
import { deleteTag, updateTag } from "./service.ts";
import { nearTags, suggestTags } from "./suggest.ts";
import { recolorTags } from "./wide.ts";
import { nextVersion } from "./store.ts";

const admin = aMember("admin");
const all = { tab: "all", search: "", sort: "name", direction: "asc", first: 2 } as const;

describeEachDatabase("the index of tags", (database) => {
  it("is the whole list in order, with its first rows", async () => {
    const workspace = await aWorkspace(database());
    const made = new Map<string, number>();
    for (const name of ["b", "C", "a", "Ab"]) made.set(name, (await aTag(workspace, { name })).id);
    const names = async (input: Partial<Parameters<typeof indexTags>[1]>) => {
      const { ids } = await workspace.read(admin, (ctx) => indexTags(ctx, { ...all, ...input }));
      return (await workspace.read(admin, (ctx) => getTags(ctx, ids))).map(({ name }) => name);
    };
    expect(await names({})).toEqual(["a", "Ab", "b", "C"]);
    expect(await names({ direction: "desc" })).toEqual(["C", "b", "Ab", "a"]);
    expect(await names({ search: "Ａ" })).toEqual(["a", "Ab"]);
    expect(await names({ sort: "created" })).toEqual(["b", "C", "a", "Ab"]);
    const index = await workspace.read(admin, (ctx) => indexTags(ctx, all));
    expect(index.items.map(({ id }) => id)).toEqual([made.get("a"), made.get("Ab")]);
    expect(index.totals).toEqual({ all: 4, permanent: 4, temporary: 0, archived: 0, deleted: 0 });
    expect(index.countedAt).toBeNull();
  });

  it("sorts tags into tabs by what they are", async () => {
    const workspace = await aWorkspace(database());
    const [permanent, temporary, archived] = [
      await aTag(workspace),
      await aTag(workspace),
      await aTag(workspace),
    ];
    await workspace.write(system, async (ctx) => {
      const set = (id: number, values: Record<string, string | number>) =>
        nextVersion(ctx).then((version) =>
          ctx.db
            .updateTable("tag")
            .set({ ...values, version })
            .where("workspace_id", "=", workspace.id)
            .where("id", "=", id)
            .execute(),
        );
      await set(temporary.id, { kind: "temporary", validity_days: 7 });
      await set(archived.id, { archived_at: ctx.now });
    });
    const ids = async (tab: "all" | "permanent" | "temporary" | "archived") =>
      (await workspace.read(admin, (ctx) => indexTags(ctx, { ...all, tab, sort: "created" }))).ids;
    expect(await ids("all")).toEqual([permanent.id, temporary.id]);
    expect(await ids("permanent")).toEqual([permanent.id]);
    expect(await ids("temporary")).toEqual([temporary.id]);
    expect(await ids("archived")).toEqual([archived.id]);
    const [row] = await workspace.read(admin, (ctx) => getTags(ctx, [temporary.id]));
    expect(row).toMatchObject({ kind: "temporary", validityDays: 7, archivedAt: null });
    const offered = await workspace.read(admin, (ctx) => suggestTags(ctx, { query: "", limit: 9 }));
    expect(offered.items.map(({ id }) => id)).not.toContain(archived.id);
  });

  it("names who has a name and what is near to it, other than the tag itself", async () => {
    const workspace = await aWorkspace(database());
    const refund = await aTag(workspace, { name: "Refunds" });
    const near = (name: string, except?: number) =>
      workspace.read(admin, (ctx) => nearTags(ctx, { name, except }));
    expect(await near("refund")).toMatchObject({
      holder: null,
      similar: [{ id: refund.id, contactCount: 0 }],
    });
    expect(await near("ＲＥＦＵＮＤＳ")).toMatchObject({ holder: { id: refund.id }, similar: [] });
    expect(await near("refund", refund.id)).toEqual({ holder: null, similar: [] });
    expect(await near("")).toEqual({ holder: null, similar: [] });
  });
});

describeEachDatabase("a tag's own history", (database) => {
  it("says what happened, when and by whom, newest first and page by page", async () => {
    const workspace = await aWorkspace(database());
    const tag = await aTag(workspace, { name: "VIP", color: "#111111" });
    await workspace.write(admin, (ctx) => updateTag(ctx, { id: tag.id, name: "Gold", description: "Best" }));
    await workspace.write(admin, (ctx) => recolorTags(ctx, { ids: [tag.id], color: "#222222" }));
    await workspace.write(admin, (ctx) => deleteTag(ctx, { id: tag.id }));
    await workspace.write(admin, (ctx) => restoreTag(ctx, { id: tag.id, name: "Golden" }));
    const page = (cursor: string | null) =>
      workspace.read(admin, (ctx) => tagHistory(ctx, { id: tag.id, limit: 2, cursor }));
    const first = await page(null);
    expect(first.items).toMatchObject([
      { kind: "restored", name: "Golden", actor: { name: "The admin", isYou: true }, wide: false },
      { kind: "deleted", contactCount: 0 },
    ]);
    const second = await page(first.nextCursor);
    expect(second.items).toMatchObject([
      { kind: "changed", changes: { color: { from: "#111111", to: "#222222" } }, wide: true },
      {
        kind: "changed",
        changes: { name: { from: "VIP", to: "Gold" }, description: { from: "", to: "Best" } },
        wide: false,
      },
    ]);
    const third = await page(second.nextCursor);
    expect(third.items).toMatchObject([
      { kind: "created", name: "VIP", actor: { kind: "system", isYou: false } },
    ]);
    expect(third.nextCursor).toBeNull();
  });
});
