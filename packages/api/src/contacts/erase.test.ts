import { DomainError } from "@tagdeck/core/errors";
import { ListContacts } from "@tagdeck/core/contacts/inputs";
import { expect, it } from "vitest";
import { changeTagsOfMany } from "../assignments/change-many.ts";
import { changeTags } from "../assignments/service.ts";
import type { Context } from "../context.ts";
import * as embed from "../embed/store.ts";
import { undoOperation } from "../operations/service.ts";
import { getTag } from "../tags/list.ts";
import { deleteTag } from "../tags/service.ts";
import { describeEachDatabase } from "../testing/databases.ts";
import {
  aContact,
  aMember,
  aPanel,
  aTag,
  aWorkspace,
  claims,
  type TestWorkspace,
} from "../testing/fixtures.ts";
import { followers, head, soon } from "../testing/subscriber.ts";
import { eraseContact } from "./erase.ts";
import { listContacts } from "./list.ts";
import { getContact } from "./service.ts";

const admin = aMember("admin");
const agent = aMember("agent");

const erase = (workspace: TestWorkspace, id: number) =>
  workspace.write(admin, (ctx) => eraseContact(ctx, { contact: { id } }));

/** All that is kept of a workspace, as text. */
async function everything(ctx: Context): Promise<string> {
  const tables = [
    "contact",
    "contact_tag",
    "contact_gram",
    "tag_event",
    "activity",
    "operation",
    "embed_session",
  ] as const;
  const all = [];
  for (const table of tables) {
    const rows = await ctx.db
      .selectFrom(table)
      .selectAll()
      .where("workspace_id", "=", ctx.workspace.id)
      .execute();
    all.push([table, rows]);
  }
  return JSON.stringify(all);
}

describeEachDatabase("erasing a contact", (database) => {
  const aFollowed = followers(database);

  it("leaves nothing of the person but one line without personal data, and right counts", async () => {
    const workspace = await aWorkspace(database());
    const signed = claims({ externalId: "crm:gone-1", name: "Mei Secret", email: "secret@example.com" });
    const row = await aContact(workspace, signed);
    const other = await aContact(workspace, { name: "Other" });
    const [kept, deleted] = [await aTag(workspace), await aTag(workspace)];
    for (const { id } of [row, other]) {
      await workspace.write(agent, (ctx) =>
        changeTags(ctx, { contact: { id }, add: [kept.id, deleted.id], remove: [] }),
      );
    }
    const { operationId } = await workspace.write(admin, (ctx) => deleteTag(ctx, { id: deleted.id }));
    await workspace.write(agent, (ctx) =>
      embed.insertSession(ctx, {
        tokenHash: `hash-${workspace.id}`,
        agentId: "mia",
        name: "Mia",
        role: "agent",
        contacts: null,
        claims: signed,
        origin: "https://console.example.com",
        keyId: 1,
        expiresAt: ctx.now + 1_000_000,
      }),
    );

    expect(await erase(workspace, row.id)).toEqual({ id: row.id, tags: 2, events: 2 });

    const left = await workspace.read(admin, everything);
    expect(left).not.toMatch(/secret|gone-1/i);
    expect(left).toContain("Other");
    const lines = await workspace.read(admin, (ctx) =>
      ctx.db
        .selectFrom("activity")
        .select(["action", "subject", "details"])
        .where("workspace_id", "=", workspace.id)
        .where("action", "=", "contacts.erase")
        .execute(),
    );
    expect(lines).toEqual([
      { action: "contacts.erase", subject: `contact:${row.id}`, details: '{"tags":2,"events":2}' },
    ]);
    const grams = await workspace.read(admin, (ctx) =>
      ctx.db
        .selectFrom("contact_gram")
        .select("contact_id")
        .where("workspace_id", "=", workspace.id)
        .execute(),
    );
    expect(grams.some((gram) => gram.contact_id === row.id)).toBe(false);
    expect(await workspace.read(agent, (ctx) => getTag(ctx, kept.id))).toMatchObject({ contactCount: 1 });
    const restored = await workspace.write(admin, (ctx) => undoOperation(ctx, { id: operationId }));
    expect(restored.tag).toMatchObject({ contactCount: 1 });
    for (const search of ["secret", "mei", "gone"]) {
      const { items } = await workspace.read(agent, (ctx) =>
        listContacts(ctx, ListContacts.parse({ search })),
      );
      expect(items).toEqual([]);
    }
  });

  it("makes an open panel see a contact that is not stored, and tagging it stores it anew", async () => {
    const workspace = await aWorkspace(database());
    const tag = await aTag(workspace);
    const row = await aContact(workspace, { externalId: "crm:back", name: "Mei" });
    await erase(workspace, row.id);
    const panel = aPanel();
    const ref = { externalId: "crm:back" };
    const { contact } = await workspace.read(panel, (ctx) => getContact(ctx, ref));
    expect(contact).toMatchObject({ id: null, name: null, tags: [] });
    const again = await workspace.write(panel, (ctx) =>
      changeTags(ctx, { contact: ref, add: [tag.id], remove: [] }),
    );
    expect(again.contact.id).not.toBe(row.id);
    expect(again.contact.tags.map(({ id }) => id)).toEqual([tag.id]);
  });

  it("takes the contact out of what can be undone, and leaves the others in it", async () => {
    const workspace = await aWorkspace(database());
    const tag = await aTag(workspace);
    const [gone, left] = [await aContact(workspace), await aContact(workspace)];
    const change = (ids: number[]) =>
      workspace.write(agent, (ctx) =>
        changeTagsOfMany(ctx, { contacts: ids.map((id) => ({ id })), add: [tag.id], remove: [] }),
      );
    const both = await change([gone.id, left.id]);
    await erase(workspace, gone.id);
    const undone = await workspace.write(agent, (ctx) => undoOperation(ctx, { id: both.operationId ?? 0 }));
    expect(undone).toMatchObject({ leftAlone: 0, contacts: [{ id: left.id, tags: [] }] });
    const alone = await change([left.id]);
    await erase(workspace, left.id);
    await expect(
      workspace.write(agent, (ctx) => undoOperation(ctx, { id: alone.operationId ?? 0 })),
    ).rejects.toEqual(new DomainError("operation_not_found"));
  });

  it("reaches open panels and the console at once, and a panel goes on with who comes back", async () => {
    const { workspace, subscribe } = await aFollowed();
    const row = await aContact(workspace, { name: "Mei" });
    const ref = { externalId: row.external_id };
    const tag = await aTag(workspace);
    await workspace.write(agent, (ctx) => changeTags(ctx, { contact: ref, add: [tag.id], remove: [] }));
    const cursor = await head(workspace);
    const panel = subscribe({ cursor, contact: ref }, { principal: aPanel() });
    const page = subscribe({ cursor }, { principal: admin });
    await erase(workspace, row.id);
    await expect
      .poll(() => panel.updates.at(-1)?.contact, soon)
      .toMatchObject({ id: null, externalId: row.external_id, name: null, tags: [] });
    await expect.poll(() => page.updates.at(-1)?.contactIds, soon).toContain(row.id);
    expect(page.updates.at(-1)?.tags).toMatchObject([{ id: tag.id, contactCount: 0 }]);
    const back = await workspace.write(aPanel(), (ctx) =>
      changeTags(ctx, { contact: ref, add: [tag.id], remove: [] }),
    );
    await expect.poll(() => panel.updates.at(-1)?.contact?.id, soon).toBe(back.contact.id);
  });

  it("leaves nothing behind when others tag the contact at the same time", async () => {
    const workspace = await aWorkspace(database());
    const { id } = await aContact(workspace);
    const tags = await Promise.all(Array.from({ length: 6 }, () => aTag(workspace)));
    const ended = await Promise.allSettled([
      ...tags.map((tag) =>
        workspace.write(agent, (ctx) => changeTags(ctx, { contact: { id }, add: [tag.id], remove: [] })),
      ),
      erase(workspace, id),
      ...tags.map((tag) =>
        workspace.write(agent, (ctx) => changeTags(ctx, { contact: { id }, add: [], remove: [tag.id] })),
      ),
    ]);
    for (const one of ended) {
      if (one.status === "rejected") expect(one.reason).toMatchObject({ code: "contact_not_found" });
    }
    expect(ended[tags.length]?.status).toBe("fulfilled");
    for (const tag of tags) {
      const { contactCount } = await workspace.read(agent, (ctx) => getTag(ctx, tag.id));
      expect(contactCount).toBe(0);
    }
  });

  it("is for admins, once", async () => {
    const workspace = await aWorkspace(database());
    const { id } = await aContact(workspace);
    const ref = { contact: { id } };
    for (const who of [agent, aMember("viewer"), aPanel({ role: "admin" })]) {
      await expect(workspace.write(who, (ctx) => eraseContact(ctx, ref))).rejects.toMatchObject({
        code: "forbidden",
      });
    }
    await erase(workspace, id);
    await expect(erase(workspace, id)).rejects.toMatchObject({ code: "contact_not_found" });
  });
});
