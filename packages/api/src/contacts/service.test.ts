import { DomainError } from "@tagdeck/core/errors";
import { expect, it } from "vitest";
import { changeTags } from "../assignments/service.ts";
import { describeEachDatabase } from "../testing/databases.ts";
import { aContact, aMember, aPanel, aTag, aWorkspace, claims } from "../testing/fixtures.ts";
import { getContact } from "./service.ts";

const viewer = aMember("viewer");
const agent = aMember("agent");

describeEachDatabase("contacts", (database) => {
  it("are read by either id, with their tags, the newest first", async () => {
    const workspace = await aWorkspace(database());
    const row = await aContact(workspace, { name: "Mei", attributes: { plan: "gold" } });
    const tags = [];
    for (let i = 0; i < 3; i += 1) {
      const tag = await aTag(workspace);
      tags.unshift(tag.id);
      await workspace.write(agent, (ctx) =>
        changeTags(ctx, { contact: { id: row.id }, add: [tag.id], remove: [] }),
      );
    }
    const byId = await workspace.read(viewer, (ctx) => getContact(ctx, { id: row.id }));
    const byExternalId = await workspace.read(viewer, (ctx) =>
      getContact(ctx, { externalId: row.external_id }),
    );
    expect(byExternalId.contact).toEqual(byId.contact);
    expect(byId.contact).toMatchObject({ name: "Mei", attributes: { plan: "gold" } });
    expect(byId.contact.tags.map(({ id }) => id)).toEqual(tags);
    for (const ref of [{ id: 900_000_001 }, { externalId: "nobody" }]) {
      await expect(workspace.read(viewer, (ctx) => getContact(ctx, ref))).rejects.toEqual(
        new DomainError("contact_not_found", { contact: ref }),
      );
    }
  });

  it("that only a token knows are shown as signed, and others as their id alone", async () => {
    const workspace = await aWorkspace(database());
    const signed = claims({ name: "Mei", email: "mei@example.com" });
    const panel = aPanel({ claims: signed });
    const seen = await workspace.read(panel, (ctx) => getContact(ctx, { externalId: signed.externalId }));
    expect(seen.contact).toMatchObject({ id: null, name: "Mei", email: "mei@example.com", createdAt: null });
    const other = await workspace.read(panel, (ctx) => getContact(ctx, { externalId: "crm:other" }));
    expect(other.contact).toMatchObject({ id: null, name: null, email: null, attributes: {} });
  });
});
