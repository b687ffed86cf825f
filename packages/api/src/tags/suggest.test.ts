import { expect, it } from "vitest";
import { changeTags } from "../assignments/service.ts";
import type { Principal } from "../context.ts";
import { describeEachDatabase } from "../testing/databases.ts";
import {
  aContact,
  aKey,
  aMember,
  aPanel,
  aTag,
  aWorkspace,
  type TestWorkspace,
} from "../testing/fixtures.ts";
import { suggestTags } from "./suggest.ts";

const day = 86_400_000;
const mia = aPanel({ agentId: "mia" });

async function suggest(workspace: TestWorkspace, who: Principal, query = "") {
  const found = await workspace.read(who, (ctx) => suggestTags(ctx, { query, limit: 50 }));
  const names = (tags: { name: string }[]) => tags.map(({ name }) => name);
  return { items: names(found.items), similar: names(found.similar), exact: found.exact?.name };
}

async function apply(workspace: TestWorkspace, who: Principal, tagId: number, times = 1) {
  for (let i = 0; i < times; i += 1) {
    const { id } = await aContact(workspace);
    await workspace.write(who, (ctx) => changeTags(ctx, { contact: { id }, add: [tagId], remove: [] }));
  }
}

describeEachDatabase("suggestions", (database) => {
  it("puts what the agent uses before what all use, and each agent's own first", async () => {
    const workspace = await aWorkspace(database());
    const common = await aTag(workspace, { name: "Common" });
    const mine = await aTag(workspace, { name: "Mine" });
    await aTag(workspace, { name: "Unused" });
    await apply(workspace, aMember("agent"), common.id, 3);
    await apply(workspace, mia, mine.id);
    expect((await suggest(workspace, mia)).items).toEqual(["Mine", "Common", "Unused"]);
    expect((await suggest(workspace, aPanel({ agentId: "kenji" }))).items).toEqual([
      "Common",
      "Mine",
      "Unused",
    ]);
  });

  it("lets what was used long ago fall behind what is used now", async () => {
    const workspace = await aWorkspace(database());
    const old = await aTag(workspace, { name: "Old habit" });
    const recent = await aTag(workspace, { name: "New habit" });
    await apply(workspace, mia, old.id, 3);
    workspace.clock.advance(60 * day);
    await apply(workspace, mia, recent.id);
    expect((await suggest(workspace, mia)).items).toEqual(["New habit", "Old habit"]);
  });

  it("ranks the match before the habit: whole, start, word, inside", async () => {
    const workspace = await aWorkspace(database());
    const inside = await aTag(workspace, { name: "Oversized" });
    for (const name of ["Big size", "Size guide", "Size"]) await aTag(workspace, { name });
    await apply(workspace, mia, inside.id, 2);
    expect((await suggest(workspace, mia, "size")).items).toEqual([
      "Size",
      "Size guide",
      "Big size",
      "Oversized",
    ]);
  });

  it("does not take a program's tagging for anybody's habit", async () => {
    const workspace = await aWorkspace(database());
    const key = aKey(["tags.apply", "tags.read"]);
    const tag = await aTag(workspace, { name: "By program" });
    await aTag(workspace, { name: "A tag" });
    await apply(workspace, key, tag.id);
    const rows = await workspace.read(key, (ctx) =>
      ctx.db.selectFrom("tag_use").select("tag_id").where("workspace_id", "=", workspace.id).execute(),
    );
    expect(rows).toEqual([]);
  });

  it("names near tags that do not match, unless the very name is there", async () => {
    const workspace = await aWorkspace(database());
    for (const name of ["VIP", "Refund", "Refunds"]) await aTag(workspace, { name });
    expect(await suggest(workspace, mia, "v.i.p")).toMatchObject({ items: [], similar: ["VIP"] });
    expect(await suggest(workspace, mia, "refnud")).toMatchObject({
      items: [],
      similar: ["Refund", "Refunds"],
    });
    expect(await suggest(workspace, mia, "refund")).toMatchObject({ similar: [], exact: "Refund" });
    expect(await suggest(workspace, mia, "refun")).toMatchObject({
      items: ["Refund", "Refunds"],
      similar: [],
    });
  });
});
