import { DomainError } from "@tagdeck/core/errors";
import { describe, expect, it } from "vitest";
import { changeTags } from "../assignments/service.ts";
import { getContact } from "../contacts/service.ts";
import { createKernel, type Principal } from "../context.ts";
import { createTag, deleteTag, updateTag } from "../tags/service.ts";
import { describeEachDatabase } from "../testing/databases.ts";
import { aContact, aMember, aPanel, aTag, aWorkspace, type TestWorkspace } from "../testing/fixtures.ts";
import { followers, head, soon } from "../testing/subscriber.ts";
import { updateWorkspace } from "../workspaces/service.ts";
import { feedRetention } from "./position.ts";

const admin = aMember("admin");
const agent = aMember("agent");

function change(
  workspace: TestWorkspace,
  id: number,
  add: number[],
  remove: number[] = [],
  who: Principal = agent,
) {
  return workspace.write(who, (ctx) => changeTags(ctx, { contact: { id }, add, remove }));
}

describeEachDatabase("following the feed", (database) => {
  const aFollowed = followers(database);

  it("brings what changed within a moment, as it stands now", async () => {
    const { workspace, subscribe } = await aFollowed();
    const { id } = await aContact(workspace);
    const listener = subscribe({ cursor: await head(workspace) });
    const tag = await workspace.write(admin, (ctx) => createTag(ctx, { name: "VIP" }));
    const start = performance.now();
    await change(workspace, id, [tag.id]);
    await expect
      .poll(() => listener.updates.at(-1)?.tags, soon)
      .toMatchObject([{ id: tag.id, contactCount: 1 }]);
    if (database().name === "sqlite") expect(performance.now() - start).toBeLessThan(900);
    expect(listener.updates.flatMap(({ contactIds }) => contactIds)).toEqual([id]);
    await workspace.write(admin, (ctx) => deleteTag(ctx, { id: tag.id }));
    await expect.poll(() => listener.updates.at(-1)?.removedTagIds, soon).toEqual([tag.id]);
    await workspace.write(admin, (ctx) => updateWorkspace(ctx, { name: "Acme" }));
    await expect.poll(() => listener.updates.at(-1)?.workspace, soon).toBe(true);
  });

  it("loses nothing when a subscriber drops and comes back, again and again, while many write", async () => {
    const { workspace, subscribe } = await aFollowed();
    const tags: number[] = [];
    for (let i = 0; i < 5; i += 1) tags.push((await aTag(workspace)).id);
    const contacts: number[] = [];
    for (let i = 0; i < 40; i += 1) contacts.push((await aContact(workspace)).id);
    const cursor = await head(workspace);
    const writing = (async () => {
      for (let i = 0; i < contacts.length; i += 4) {
        await Promise.all(
          contacts.slice(i, i + 4).map((id, n) => change(workspace, id, [tags[(i + n) % 5] ?? 0])),
        );
      }
    })();
    const seen = new Set<number>();
    const counts = new Map<number, number>();
    let lastEventId: string | null = null;
    let drops = 0;
    await expect
      .poll(
        async () => {
          const listener = subscribe({ cursor, lastEventId });
          await expect
            .poll(() => listener.updates.length + (seen.size === 40 ? 1 : 0), { interval: 5, timeout: 3_000 })
            .toBeGreaterThan(0);
          await listener.stop();
          drops += 1;
          for (const update of listener.updates) {
            expect(update.reset).toBe(false);
            for (const id of update.contactIds) seen.add(id);
            for (const tag of update.tags) counts.set(tag.id, tag.contactCount ?? 0);
          }
          lastEventId = listener.lastEventId ?? lastEventId;
          return seen.size;
        },
        { interval: 1, timeout: 15_000 },
      )
      .toBe(40);
    await writing;
    expect(drops).toBeGreaterThan(1);
    expect([...counts.values()].reduce((sum, n) => sum + n, 0)).toBe(40);
  });

  it("goes on from the read before it, with nothing between the two", async () => {
    // Another request commits in the middle of the read: only a database with several connections has such a moment.
    if (database().name === "sqlite") return;
    const { workspace, subscribe } = await aFollowed();
    const { id } = await aContact(workspace);
    const tag = await aTag(workspace, { name: "Before" });
    await change(workspace, id, [tag.id]);
    await workspace.read(admin, (ctx) => getContact(ctx, { id }));
    const { contact, cursor } = await workspace.read(admin, async (ctx) => {
      await workspace.write(admin, (other) => updateTag(other, { id: tag.id, name: "After" }));
      return getContact(ctx, { id });
    });
    const listener = subscribe({ contact: { id }, cursor });
    const now = () => listener.updates.findLast((update) => update.contact)?.contact ?? contact;
    await expect.poll(() => now().tags.map(({ name }) => name), soon).toEqual(["After"]);
  });

  it("tells who follows one contact of that contact, and of others only that a tag itself changed", async () => {
    const { workspace, subscribe } = await aFollowed();
    const [mine, other] = [await aContact(workspace, { externalId: "crm:mine" }), await aContact(workspace)];
    const tag = await aTag(workspace);
    const cursor = await head(workspace);
    const principal = aPanel({ contacts: new Set(["crm:mine"]) });
    const listener = subscribe({ contact: { externalId: "crm:mine" }, cursor }, { principal });
    const all = subscribe({ cursor });
    await change(workspace, other.id, [tag.id]);
    await expect.poll(() => all.updates.length, soon).toBe(1);
    await change(workspace, mine.id, [tag.id]);
    await expect.poll(() => listener.updates.length, soon).toBe(1);
    expect(listener.updates[0]).toMatchObject({
      contactIds: [],
      contact: { id: mine.id, tags: [{ id: tag.id }] },
      tags: [{ id: tag.id, contactCount: 2 }],
    });
    await workspace.write(admin, (ctx) => updateTag(ctx, { id: tag.id, name: "Renamed" }));
    await expect.poll(() => listener.updates.at(-1)?.contact?.tags[0]?.name, soon).toBe("Renamed");
    expect(JSON.stringify(listener.updates)).not.toContain(other.external_id);
  });

  it("shows a contact that is not stored yet from its first tag on", async () => {
    const { workspace, subscribe } = await aFollowed();
    const tag = await aTag(workspace);
    const principal = aPanel();
    const contact = { externalId: "crm:first" };
    const listener = subscribe({ contact, cursor: await head(workspace) }, { principal });
    await workspace.write(principal, (ctx) => changeTags(ctx, { contact, add: [tag.id], remove: [] }));
    await expect
      .poll(() => listener.updates.at(-1)?.contact, soon)
      .toMatchObject({ externalId: "crm:first", tags: [{ id: tag.id }] });
  });

  it("hears nothing of another workspace", async () => {
    const { workspace, hub, subscribe } = await aFollowed();
    const elsewhere = await aWorkspace(database(), { kernel: workspace.kernel });
    const listener = subscribe({ cursor: "0.0" });
    await aTag(elsewhere);
    await hub.read(elsewhere.id, "0.0");
    await aTag(workspace, { name: "Mine" });
    await expect.poll(() => listener.updates.length, soon).toBe(1);
    expect(listener.updates.flatMap(({ tags }) => tags.map(({ name }) => name))).toEqual(["Mine"]);
  });

  describe("starts anew", () => {
    const away = async (ms: number) => {
      const { workspace, subscribe } = await aFollowed();
      const { id } = await aContact(workspace);
      const { cursor } = await workspace.read(admin, (ctx) => getContact(ctx, { id }));
      const first = subscribe({ cursor });
      await aTag(workspace);
      await expect.poll(() => first.updates.length, soon).toBe(1);
      await first.stop();
      await aTag(workspace, { name: "Missed" });
      workspace.clock.advance(ms);
      return { subscribe, cursor, lastEventId: first.lastEventId };
    };

    it("after being away longer than changes are kept, but not after a night", async () => {
      const short = await away(8 * 3_600_000);
      const back = short.subscribe({ lastEventId: short.lastEventId });
      await expect
        .poll(() => back.updates[0], soon)
        .toMatchObject({ reset: false, tags: [{ name: "Missed" }] });
      const long = await away(feedRetention);
      const reset = long.subscribe({ lastEventId: long.lastEventId });
      await expect.poll(() => reset.updates[0], soon).toMatchObject({ reset: true });
    });

    it("also when no event had come before it went away", async () => {
      const long = await away(feedRetention);
      const reset = long.subscribe({ cursor: long.cursor });
      await expect.poll(() => reset.updates[0], soon).toMatchObject({ reset: true });
    });

    it("when an older state was restored, which lacks what it saw last", async () => {
      const { workspace, subscribe } = await aFollowed();
      const other = await aWorkspace(database());
      await aTag(other);
      const gone = { sqlite: await head(other), postgres: "4000000000000.7" }[database().name];
      await aTag(workspace);
      const reset = subscribe({ lastEventId: `${gone}~${workspace.clock.now().toString(36)}` });
      await expect.poll(() => reset.updates[0], soon).toMatchObject({ reset: true });
    });

    it("with an id that nobody gave", async () => {
      const { subscribe } = await aFollowed();
      for (const lastEventId of ["nonsense", "-1", "1e9", "1.1.1.1.1;drop table"]) {
        const reset = subscribe({ lastEventId });
        await expect.poll(() => reset.updates[0] ?? reset.error, soon).toBeDefined();
        expect(reset.error).toBeUndefined();
      }
    });
  });

  it("ends when the session does, and asks again now and then whether it still may", async () => {
    const { workspace, subscribe } = await aFollowed();
    const until = workspace.clock.now() + 60_000;
    const listener = subscribe({ cursor: await head(workspace) }, { until });
    await aTag(workspace);
    await expect.poll(() => listener.updates.length, soon).toBe(1);
    expect(listener.asked).toBe(1);
    workspace.clock.advance(31_000);
    await aTag(workspace);
    await expect.poll(() => listener.asked, soon).toBe(2);
    workspace.clock.advance(60_000);
    await aTag(workspace);
    await listener.ended;
    expect(listener.error).toEqual(new DomainError("session_expired"));
  });

  it("is only for who may see contacts", async () => {
    const { subscribe } = await aFollowed();
    const key: Principal = { kind: "key", keyId: 1, name: "Sync", permissions: new Set(["tags.read"]) };
    const refused = subscribe({}, { principal: key });
    await refused.ended;
    expect(refused.error).toMatchObject({ code: "forbidden" });
  });

  it("is woken by another process too", { timeout: 10_000 }, async () => {
    const { workspace, subscribe } = await aFollowed();
    const listener = subscribe({ cursor: await head(workspace) });
    const kernel = createKernel({ ...database().handle, hint: () => undefined }, workspace.clock.now);
    const beside = await aWorkspace(database(), { kernel });
    await aTag(beside);
    await kernel.database.write(workspace.id, (db) =>
      db
        .insertInto("change")
        .values({ workspace_id: workspace.id, at: 0, kind: "workspace", tag_id: null, contact_id: null })
        .execute(),
    );
    await expect.poll(() => listener.updates.at(-1)?.workspace, { timeout: 3_000 }).toBe(true);
  });
});
