import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { changeTagsOfMany } from "../assignments/change-many.ts";
import { createKernel, iso } from "../context.ts";
import { deleteTag } from "../tags/service.ts";
import { describeEachDatabase } from "../testing/databases.ts";
import { withExports } from "../testing/exports.ts";
import { aContact, aMember, aTag, aWorkspace } from "../testing/fixtures.ts";
import { getExportFile } from "./service.ts";

const admin = aMember("admin");

describeEachDatabase("the exported contacts of a tag", (database) => {
  const { folder, run, text } = withExports(database);
  const aRealWorkspace = () => aWorkspace(database(), { kernel: createKernel(database().handle) });

  it("are a row each, with all their tags and attributes, telephone numbers untouched", async () => {
    const workspace = await aRealWorkspace();
    const tag = await aTag(workspace, { name: "VIP|gold" });
    const other = await aTag(workspace, { name: "Other" });
    const ann = await aContact(workspace, {
      externalId: "crm:1",
      name: "=Ann",
      email: "ann@example.com",
      phone: "+886912345678",
      channel: "line",
      attributes: { plan: "-1", name: "hers" },
    });
    const bob = await aContact(workspace, { externalId: "crm:2", name: "Bob, Jr", attributes: {} });
    const none = await aContact(workspace, { externalId: "crm:3", attributes: { hidden: "x" } });
    const give = (contacts: number[], add: number[]) =>
      workspace.write(admin, (ctx) =>
        changeTagsOfMany(ctx, { contacts: contacts.map((id) => ({ id })), add, remove: [] }),
      );
    await give([ann.id, bob.id], [tag.id]);
    await give([ann.id, none.id], [other.id]);
    const times = (row: typeof ann) => `${iso(row.created_at)},${iso(row.updated_at)}`;
    expect(await text(workspace, { kind: "contacts", tagId: tag.id })).toBe(
      "\uFEFFexternal_id,name,email,phone,channel,tags,created_at,updated_at,attribute:name,plan\r\n" +
        `crm:1,'=Ann,ann@example.com,+886912345678,line,"Other|""VIP|gold""",${times(ann)},hers,'-1\r\n` +
        `crm:2,"Bob, Jr",,,,"""VIP|gold""",${times(bob)},,\r\n`,
    );

    const lines = (await text(workspace, { kind: "contacts", tagId: tag.id, format: "ndjson" })).split("\n");
    expect(lines).toHaveLength(3);
    expect(lines.slice(0, 2).map((line) => JSON.parse(line) as unknown)).toMatchObject([
      {
        id: ann.id,
        externalId: "crm:1",
        name: "=Ann",
        attributes: { plan: "-1", name: "hers" },
        tags: [{ id: other.id }, { id: tag.id, name: "VIP|gold", expiresAt: null }],
      },
      { id: bob.id, phone: null, tags: [{ id: tag.id }] },
    ]);
  });

  it("are read in portions and none is missing or twice; the file is called by the tag", async () => {
    const workspace = await aRealWorkspace();
    const tag = await aTag(workspace, { name: "換貨/退款" });
    const ids: number[] = [];
    for (let i = 0; i < 1_100; i += 1) ids.push((await aContact(workspace, { externalId: `n:${i}` })).id);
    for (let at = 0; at < ids.length; at += 100) {
      const contacts = ids.slice(at, at + 100).map((id) => ({ id }));
      await workspace.write(admin, (ctx) => changeTagsOfMany(ctx, { contacts, add: [tag.id], remove: [] }));
    }
    const done = await run(workspace, { kind: "contacts", tagId: tag.id, format: "ndjson" });
    expect(done).toMatchObject({ status: "done", file: { rows: 1_100 }, progress: { done: 1_100 } });
    expect(done.file?.name).toMatch(new RegExp(`^${workspace.slug}-換貨-退款-[\\d-]+\\.ndjson$`));
    const { file } = await workspace.read(admin, (ctx) => getExportFile(ctx, done.id));
    const read = readFileSync(join(folder, file), "utf8").trimEnd().split("\n");
    expect(read.map((line) => (JSON.parse(line) as { id: number }).id)).toEqual(ids);
  });

  it("are refused for a tag that is deleted or was never there", async () => {
    const workspace = await aRealWorkspace();
    const tag = await aTag(workspace);
    await workspace.write(admin, (ctx) => deleteTag(ctx, { id: tag.id }));
    for (const tagId of [tag.id, 900_000_000]) {
      await expect(run(workspace, { kind: "contacts", tagId })).rejects.toMatchObject({
        code: "tag_not_found",
      });
    }
  });
});
