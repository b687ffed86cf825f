import { DomainError } from "@tagdeck/core/errors";
import { expect, it } from "vitest";
import { changeTagsOfMany } from "../assignments/change-many.ts";
import { changeTags } from "../assignments/service.ts";
import type { Caller } from "../auth/principal.ts";
import type { Principal } from "../context.ts";
import { updateTag } from "../tags/service.ts";
import { describeEachDatabase } from "../testing/databases.ts";
import { aContact, aMember, aPanel, aTag, type TestWorkspace } from "../testing/fixtures.ts";
import { followers, head, soon } from "../testing/subscriber.ts";

const admin = aMember("admin");

const tagIt = (workspace: TestWorkspace, id: number, tag: number) =>
  workspace.write(admin, (ctx) => changeTags(ctx, { contact: { id }, add: [tag], remove: [] }));

describeEachDatabase("one stream for several panels of a page", (database) => {
  const aFollowed = followers(database);

  const panels = async () => {
    const { workspace, subscribe } = await aFollowed();
    const [mine, both, hidden] = [
      await aContact(workspace),
      await aContact(workspace),
      await aContact(workspace),
    ];
    const limited = aPanel({ agentId: "limited", contacts: new Set([mine.external_id, both.external_id]) });
    const follow = (...refs: string[]) => refs.map((externalId) => ({ externalId }));
    return { workspace, subscribe, mine, both, hidden, limited, follow, tag: await aTag(workspace) };
  };

  it("brings each its contacts, as its own session may see them", async () => {
    const { workspace, subscribe, mine, both, hidden, limited, follow, tag } = await panels();
    const listener = subscribe(
      {
        cursor: await head(workspace),
        follow: [
          { session: 0, contacts: follow(hidden.external_id, both.external_id, "crm:unknown") },
          { session: 1, contacts: follow(mine.external_id, both.external_id) },
        ],
      },
      { principal: aPanel() },
      [{ principal: limited }],
    );
    const { contacts } = await workspace.write(aPanel(), (ctx) =>
      changeTagsOfMany(ctx, {
        contacts: follow(mine.external_id, both.external_id, hidden.external_id, "crm:unknown"),
        add: [tag.id],
        remove: [],
      }),
    );
    const got = () => listener.updates.flatMap((update) => update.contacts);
    const byId = (a: { id: number | null }, b: { id: number | null }) => (a.id ?? 0) - (b.id ?? 0);
    await expect.poll(() => got().toSorted(byId), soon).toEqual(contacts.toSorted(byId));
    expect(listener.updates).toMatchObject([
      { contact: null, contactIds: [], tags: [{ id: tag.id, contactCount: 4 }] },
    ]);
  });

  it("hears of a tag that changed only what its contacts have of it", async () => {
    const { workspace, subscribe, mine, both, limited, follow, tag } = await panels();
    await tagIt(workspace, mine.id, tag.id);
    const listener = subscribe(
      {
        cursor: await head(workspace),
        follow: [{ session: 0, contacts: follow(mine.external_id, both.external_id) }],
      },
      { principal: limited },
    );
    await workspace.write(admin, (ctx) => updateTag(ctx, { id: tag.id, name: "Renamed" }));
    await expect.poll(() => listener.updates.length, soon).toBe(1);
    expect(listener.updates[0]?.contacts).toMatchObject([{ id: mine.id, tags: [{ name: "Renamed" }] }]);
  });

  it("is refused when one asks for what its session may not see, or is not there; it says which", async () => {
    const { subscribe, mine, hidden, limited, follow } = await panels();
    const key: Principal = { kind: "key", keyId: 1, name: "Sync", permissions: new Set(["tags.read"]) };
    const refusals: [number, Partial<Caller>, string[], Record<string, unknown>][] = [
      [
        1,
        { principal: limited },
        [hidden.external_id],
        { code: "contact_not_found", details: { session: 1 } },
      ],
      [1, { principal: key }, [mine.external_id], { code: "forbidden", details: { session: 1 } }],
      [2, { principal: limited }, [mine.external_id], { code: "unauthenticated", details: { session: 2 } }],
    ];
    for (const [session, other, refs, error] of refusals) {
      const contacts = follow(...refs);
      const input = {
        follow: [
          { session: 0, contacts: follow(mine.external_id) },
          { session, contacts },
        ],
      };
      const refused = subscribe(input, { principal: aPanel() }, [other]);
      await refused.ended;
      expect(refused.error).toMatchObject(error);
    }
  });

  it("ends with the first session that ends, and says which", async () => {
    const { workspace, subscribe, mine, follow, tag } = await panels();
    const until = workspace.clock.now() + 20_000;
    const listener = subscribe(
      { cursor: await head(workspace), follow: [{ session: 0, contacts: follow(mine.external_id) }] },
      { principal: aPanel() },
      [{ principal: aPanel() }, { principal: aPanel(), until }],
    );
    await tagIt(workspace, mine.id, tag.id);
    await expect.poll(() => listener.updates.length, soon).toBe(1);
    workspace.clock.advance(20_000);
    await listener.ended;
    expect(listener.error).toEqual(new DomainError("session_expired", { session: 2 }));
  });
});
