import { createHash } from "node:crypto";
import { IndexTags } from "@tagdeck/core/tags/inputs";
import { expect, it } from "vitest";
import { changeTags } from "../assignments/service.ts";
import { createKernel, iso } from "../context.ts";
import { indexTags } from "../tags/index-tags.ts";
import { claimName, nextVersion } from "../tags/store.ts";
import { deleteTag } from "../tags/service.ts";
import { describeEachDatabase } from "../testing/databases.ts";
import { withExports } from "../testing/exports.ts";
import { aContact, aMember, aTag, aWorkspace, system, type TestWorkspace } from "../testing/fixtures.ts";

const admin = aMember("admin");

describeEachDatabase("the exported list of tags", (database) => {
  const { run, text } = withExports(database);

  async function give(workspace: TestWorkspace, tagId: number, times: number): Promise<void> {
    for (let i = 0; i < times; i += 1) {
      const { id } = await aContact(workspace);
      await workspace.write(admin, (ctx) => changeTags(ctx, { contact: { id }, add: [tagId], remove: [] }));
    }
  }

  async function change(workspace: TestWorkspace, id: number, set: Record<string, unknown>): Promise<void> {
    await workspace.write(system, async (ctx) => {
      const version = await nextVersion(ctx);
      await ctx.db
        .updateTable("tag")
        .set({ ...set, version })
        .where("id", "=", id)
        .execute();
    });
  }

  it("has the full preset's bytes: mark, head, CRLF, times in UTC, formulas behind a quote", async () => {
    const workspace = await aWorkspace(database());
    workspace.clock.set(Date.UTC(2026, 0, 2, 3, 4, 5, 6));
    const [vip, formula, quoted] = [
      await aTag(workspace, { name: "VIP, 換貨" }),
      await aTag(workspace, { name: "=SUM(A1)" }),
      await aTag(workspace, { name: "'tis" }),
    ];
    await give(workspace, vip.id, 2);
    const gone = await aTag(workspace, { name: "gone" });
    await workspace.write(admin, (ctx) => deleteTag(ctx, { id: gone.id }));
    const times = (tag: typeof vip) => `${iso(tag.created_at)},${iso(tag.updated_at)}`;
    expect(iso(vip.created_at)).toMatch(/^2026-01-02T03:04:05\.\d{3}Z$/);
    expect(await text(workspace, { kind: "tags" })).toBe(
      "\uFEFFTag ID,Tag Name,Number of Tagged Contacts,Created Time,Last Updated Time\r\n" +
        `${quoted.id},''tis,0,${times(quoted)}\r\n` +
        `${formula.id},'=SUM(A1),0,${times(formula)}\r\n` +
        `${vip.id},"VIP, 換貨",2,${times(vip)}\r\n`,
    );
  });

  it("has the summary preset's two columns, and its head when there are no tags", async () => {
    const workspace = await aWorkspace(database());
    const head = "\uFEFFTag Name,Number of tagged contacts\r\n";
    expect(await text(workspace, { kind: "tags", preset: "summary" })).toBe(head);
    const tag = await aTag(workspace, { name: "VIP" });
    await give(workspace, tag.id, 1);
    expect(await text(workspace, { kind: "tags", preset: "summary" })).toBe(`${head}VIP,1\r\n`);
  });

  it("has further columns by choice", async () => {
    // A temporary tag that was given in the job's past would have run out.
    const workspace = await aWorkspace(database(), { kernel: createKernel(database().handle) });
    const [old, short] = [
      await aTag(workspace, { name: "Old", color: "#123456" }),
      await aTag(workspace, { name: "Short" }),
    ];
    await change(workspace, old.id, { archived_at: Date.UTC(2026, 1, 3), description: "of 2025" });
    await change(workspace, short.id, { kind: "temporary", validity_days: 7, color: "#abcdef" });
    await workspace.write(system, async (ctx) => {
      for (const name of ["Brief", "A|B"]) {
        await claimName(ctx, { key: name.toLowerCase(), name, tagId: short.id, isAlias: true });
      }
    });
    await give(workspace, short.id, 2);
    const lastUsed = await workspace.read(system, (ctx) =>
      ctx.db
        .selectFrom("contact_tag")
        .select((eb) => eb.fn.max("last_at").as("at"))
        .where("workspace_id", "=", workspace.id)
        .executeTakeFirstOrThrow(),
    );
    const columns = ["archived", "lastUsed", "aliases", "description", "color", "validity", "kind"] as const;
    expect(await text(workspace, { kind: "tags", preset: "summary", columns: [...columns] })).toBe(
      "\uFEFFTag Name,Number of tagged contacts,Kind,Validity Days,Color,Description,Aliases,Last Used Time,Archived Time\r\n" +
        "Old,0,permanent,,#123456,of 2025,,,2026-02-03T00:00:00.000Z\r\n" +
        `Short,2,temporary,7,#abcdef,,"""A|B""|Brief",${iso(lastUsed.at ?? 0)},\r\n`,
    );
  });

  it("is the list that is shown, in its order: tab, search and sort", async () => {
    // What was deleted can be restored by the time of the job, too.
    const workspace = await aWorkspace(database(), { kernel: createKernel(database().handle) });
    const names = ["Alpha one", "alpha two", "Beta one", "Gamma", "Alpha old", "Alpha gone"];
    const made: number[] = [];
    for (const name of names) made.push((await aTag(workspace, { name })).id);
    const id = (at: number) => made[at] ?? 0;
    await give(workspace, id(1), 3);
    await give(workspace, id(0), 1);
    await change(workspace, id(4), { archived_at: 1 });
    await change(workspace, id(2), { kind: "temporary", validity_days: 1 });
    await workspace.write(admin, (ctx) => deleteTag(ctx, { id: id(5) }));
    const lists = [
      {},
      { search: "alpha" },
      { search: "ONE", sort: "contacts", direction: "desc" },
      { sort: "contacts", direction: "desc" },
      { tab: "temporary" },
      { tab: "archived" },
      { tab: "deleted", sort: "deleted" },
      { search: "nothing like it" },
    ];
    for (const given of lists) {
      const list = IndexTags.parse(given);
      const { ids } = await workspace.read(admin, (ctx) => indexTags(ctx, list));
      const rows = (await text(workspace, { kind: "tags", list })).trimEnd().split("\r\n").slice(1);
      expect([given, rows.map((row) => Number(row.split(",")[0]))]).toEqual([given, ids]);
    }
    const all = await text(workspace, { kind: "tags", preset: "summary" });
    expect(all.trimEnd().split("\r\n").slice(1)).toEqual([
      "Alpha old,0",
      "Alpha one,1",
      "alpha two,3",
      "Beta one,0",
      "Gamma,0",
    ]);
  });

  it("has the hour's counts where the workspace counts by the hour, and none for a newer tag", async () => {
    const workspace = await aWorkspace(database(), { settings: { countMode: "hourly" } });
    const [counted, fresh] = [
      await aTag(workspace, { name: "Counted" }),
      await aTag(workspace, { name: "Fresh" }),
    ];
    await give(workspace, counted.id, 1);
    await give(workspace, fresh.id, 1);
    await workspace.write(system, (ctx) =>
      ctx.db
        .insertInto("tag_count_hour")
        .values({ workspace_id: workspace.id, counted_at: ctx.now, counts: `[[${counted.id},41]]` })
        .execute(),
    );
    expect(await text(workspace, { kind: "tags", preset: "summary" })).toBe(
      "\uFEFFTag Name,Number of tagged contacts\r\nCounted,41\r\nFresh,\r\n",
    );
  });

  it("writes ten thousand tags in a moment, and says how far it is", { timeout: 60_000 }, async () => {
    const workspace = await aWorkspace(database());
    await workspace.write(system, async (ctx) => {
      const version = await nextVersion(ctx);
      for (let at = 0; at < 10_000; at += 1_000) {
        const tags = Array.from({ length: 1_000 }, (_, i) => {
          const name = `tag ${String(at + i).padStart(5, "0")}`;
          return { name, name_key: name, color: "#123456", description: "", version };
        });
        const common = { workspace_id: workspace.id, created_at: 0, updated_at: 0 };
        await ctx.db
          .insertInto("tag")
          .values(tags.map((tag) => ({ ...tag, ...common })))
          .execute();
      }
    });
    const begun = performance.now();
    const done = await run(workspace, { kind: "tags", columns: ["lastUsed", "aliases"] });
    expect(performance.now() - begun).toBeLessThan(10_000);
    expect(done).toMatchObject({
      status: "done",
      progress: { done: 10_000, total: 10_000 },
      file: { rows: 10_000 },
      error: null,
    });
    const file = await text(workspace, { kind: "tags", preset: "summary" });
    const expected = Array.from({ length: 10_000 }, (_, i) => `tag ${String(i).padStart(5, "0")},0\r\n`);
    const hash = (content: string) => createHash("sha256").update(content).digest("hex");
    expect(hash(file)).toBe(hash(`\uFEFFTag Name,Number of tagged contacts\r\n${expected.join("")}`));
  });
});
