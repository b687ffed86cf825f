import { ListEnding } from "@tagdeck/core/assignments/inputs";
import { DomainError } from "@tagdeck/core/errors";
import { expect, it } from "vitest";
import { deleteTag } from "../tags/service.ts";
import { describeEachDatabase, type TestDatabase } from "../testing/databases.ts";
import { aContact, aMember, aTag, aWorkspace } from "../testing/fixtures.ts";
import { countEnding, listEnding } from "./ending.ts";
import { extendTags } from "./extend.ts";
import { changeTags } from "./service.ts";

const admin = aMember("admin");
const viewer = aMember("viewer");
const noon = Date.parse("2026-03-01T12:00:00+08:00");

/** Tags of 1, 5 and 30 days and one for good, in Taipei, at noon of 1 March. */
async function aShop(database: TestDatabase) {
  const workspace = await aWorkspace(database, { timeZone: "Asia/Taipei" });
  workspace.clock.set(noon);
  const tag = (name: string, validityDays?: number) =>
    aTag(workspace, { name, ...(validityDays !== undefined && { validityDays }) });
  const tags = {
    short: await tag("Short", 1),
    middle: await tag("Middle", 5),
    long: await tag("Long", 30),
    kept: await tag("Kept"),
  };
  const give = (id: number, ...add: { id: number }[]) =>
    workspace.write(admin, (ctx) =>
      changeTags(ctx, { contact: { id }, add: add.map((one) => one.id), remove: [] }),
    );
  const people: number[] = [];
  for (let i = 0; i < 3; i += 1) people.push((await aContact(workspace)).id);
  const [one = 0, two = 0, three = 0] = people;
  await give(one, tags.short, tags.middle, tags.long, tags.kept);
  await give(two, tags.short, tags.middle);
  await give(three, tags.middle, tags.kept);
  const list = (input: { days: number; tagId?: number; limit?: number; cursor?: string | null }) =>
    workspace.read(viewer, (ctx) => listEnding(ctx, ListEnding.parse(input)));
  const named = async (input: Parameters<typeof list>[0]) => {
    const all: [number, string, string | null][] = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof list>> = await list({ ...input, cursor });
      for (const { contact, tag: held } of page.items) all.push([contact.id, held.name, held.expiresAt]);
      cursor = page.nextCursor;
    } while (cursor !== null);
    return all;
  };
  return { workspace, tags, one, two, three, give, named };
}

const midnight = (date: string) => new Date(`${date}T00:00:00+08:00`).toISOString();
const [third, seventh] = [midnight("2026-03-03"), midnight("2026-03-07")];

describeEachDatabase("what runs out soon", (database) => {
  it("is listed by when it does, page by page, up to the end of a day", async () => {
    const { tags, one, two, three, named } = await aShop(database());
    const all = [
      [one, "Short", third],
      [two, "Short", third],
      [one, "Middle", seventh],
      [two, "Middle", seventh],
      [three, "Middle", seventh],
    ];
    for (const limit of [1, 2, 50]) expect(await named({ days: 7, limit })).toEqual(all);
    expect(await named({ days: 30 })).toEqual([...all, [one, "Long", midnight("2026-04-01")]]);
    expect(await named({ days: 1 })).toEqual(all.slice(0, 2));
    expect(await named({ days: 0 })).toEqual([]);
    for (const limit of [1, 2, 50]) {
      expect(await named({ days: 7, tagId: tags.middle.id, limit })).toEqual(all.slice(2));
    }
    expect(await named({ days: 30, tagId: tags.kept.id })).toEqual([]);
  });

  it("follows what is extended, made to stay, deleted and over", async () => {
    const { workspace, tags, one, two, three, named } = await aShop(database());
    const extend = (id: number, tag: { id: number }, to: { by: "days"; days: number } | { by: "never" }) =>
      workspace.write(admin, (ctx) => extendTags(ctx, { contact: { id }, tagIds: [tag.id], to }));
    await extend(two, tags.short, { by: "days", days: 2 });
    await extend(three, tags.middle, { by: "never" });
    const later = [two, "Short", midnight("2026-03-05")];
    expect(await named({ days: 7, limit: 1 })).toEqual([
      [one, "Short", third],
      later,
      [one, "Middle", seventh],
      [two, "Middle", seventh],
    ]);
    await workspace.write(admin, (ctx) => deleteTag(ctx, { id: tags.middle.id }));
    for (const limit of [1, 50]) {
      expect(await named({ days: 30, limit })).toEqual([
        [one, "Short", third],
        later,
        [one, "Long", midnight("2026-04-01")],
      ]);
    }
    await expect(named({ days: 7, tagId: tags.middle.id })).rejects.toEqual(
      new DomainError("tag_not_found", { id: tags.middle.id }),
    );
    workspace.clock.set(Date.parse(third));
    expect(await named({ days: 7 })).toEqual([later]);
    expect(await named({ days: 7, tagId: tags.short.id })).toEqual([later]);
  });

  it("is counted for a tag by the instant", async () => {
    const { workspace, tags, two } = await aShop(database());
    await workspace.write(admin, (ctx) =>
      extendTags(ctx, { contact: { id: two }, tagIds: [tags.middle.id], to: { by: "days", days: 1 } }),
    );
    const ends = (days: number) =>
      workspace.read(viewer, (ctx) => countEnding(ctx, { tagId: tags.middle.id, days }));
    expect(await ends(7)).toEqual({
      ends: [
        { expiresAt: seventh, count: 2 },
        { expiresAt: midnight("2026-03-08"), count: 1 },
      ],
    });
    expect(await ends(5)).toEqual({ ends: [{ expiresAt: seventh, count: 2 }] });
    expect(await ends(4)).toEqual({ ends: [] });
  });
});
