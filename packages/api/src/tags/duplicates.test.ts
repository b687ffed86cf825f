import { expect, it } from "vitest";
import { changeTags } from "../assignments/service.ts";
import { describeEachDatabase } from "../testing/databases.ts";
import { aContact, aMember, aTag, aWorkspace, system, type TestWorkspace } from "../testing/fixtures.ts";
import { archiveTags, unarchiveTags } from "./archive.ts";
import { compareNames } from "./duplicates-finder.ts";
import { ignoredDuplicates, ignoreDuplicates, listDuplicates, unignoreDuplicates } from "./duplicates.ts";
import { deleteTag, updateTag } from "./service.ts";

const admin = aMember("admin");
const input = { shared: true, limit: 20 } as const;

async function someTags(workspace: TestWorkspace, ...names: string[]): Promise<number[]> {
  const ids: number[] = [];
  for (const name of names) ids.push((await aTag(workspace, { name })).id);
  return ids;
}

async function give(workspace: TestWorkspace, ...add: number[]): Promise<void> {
  const contact = { id: (await aContact(workspace)).id };
  await workspace.write(admin, (ctx) => changeTags(ctx, { contact, add, remove: [] }));
}

const found = async (workspace: TestWorkspace) =>
  (await workspace.read(admin, (ctx) => listDuplicates(ctx, input))).items.map(({ tags }) =>
    tags.map(({ name }) => name),
  );

describeEachDatabase("duplicates", (database) => {
  it("come with each tag's contacts, how many have more than one, and why", async () => {
    const workspace = await aWorkspace(database());
    const [refund = 0, refunds = 0, vip = 0, dotted = 0, spaced = 0, other = 0] = await someTags(
      workspace,
      "refund",
      "refunds",
      "VIP",
      "V.I.P.",
      "V I P",
      "Wholesale",
    );
    await give(workspace, refund, refunds);
    await give(workspace, refund, other);
    await give(workspace, vip, dotted, spaced);
    await give(workspace, dotted, spaced);
    await give(workspace, dotted, other);
    const { items, total, pairs, nextCursor } = await workspace.read(admin, (ctx) =>
      listDuplicates(ctx, input),
    );
    expect(
      items.map(({ tags, reason, shared }) => ({
        tags: tags.map(({ name, contactCount }) => [name, contactCount]),
        reason,
        shared,
      })),
    ).toEqual([
      {
        tags: [
          ["V I P", 2],
          ["V.I.P.", 3],
          ["VIP", 1],
        ],
        reason: "punctuation",
        shared: { count: 2, exact: true },
      },
      {
        tags: [
          ["refund", 2],
          ["refunds", 1],
        ],
        reason: "plural",
        shared: { count: 1, exact: true },
      },
    ]);
    expect({ total, pairs, nextCursor }).toEqual({ total: 2, pairs: 4, nextCursor: null });
    const plain = await workspace.read(admin, (ctx) => listDuplicates(ctx, { ...input, shared: false }));
    expect(plain.items.map(({ shared }) => shared)).toEqual([null, null]);
  });

  it("come page by page", async () => {
    const workspace = await aWorkspace(database());
    const words = ["ticket", "parcel", "refund", "coupon", "survey"];
    await someTags(workspace, ...words.flatMap((word) => [word, `${word}s`]));
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof listDuplicates>> = await workspace.read(admin, (ctx) =>
        listDuplicates(ctx, { shared: false, limit: 2, cursor }),
      );
      expect(page.total).toBe(5);
      seen.push(...page.items.map(({ tags }) => tags[0]?.name ?? ""));
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(seen).toEqual(words.toSorted());
  });

  it("follow the tags: created, renamed, deleted, archived", async () => {
    const workspace = await aWorkspace(database());
    const [first = 0] = await someTags(workspace, "follow-up");
    expect(await found(workspace)).toEqual([]);
    const [second = 0] = await someTags(workspace, "follow up");
    expect(await found(workspace)).toEqual([["follow up", "follow-up"]]);
    await workspace.write(admin, (ctx) => updateTag(ctx, { id: second, name: "Call back" }));
    expect(await found(workspace)).toEqual([]);
    await workspace.write(admin, (ctx) => updateTag(ctx, { id: second, name: "followup" }));
    await workspace.write(admin, (ctx) => updateTag(ctx, { id: first, color: "#123456" }));
    expect(await found(workspace)).toEqual([["follow-up", "followup"]]);
    await workspace.write(admin, (ctx) => archiveTags(ctx, { ids: [first], expectedCount: 0 }));
    expect(await found(workspace)).toEqual([]);
    await workspace.write(admin, (ctx) => unarchiveTags(ctx, { ids: [first] }));
    expect(await found(workspace)).toEqual([["follow-up", "followup"]]);
    await workspace.write(admin, (ctx) => deleteTag(ctx, { id: first }));
    expect(await found(workspace)).toEqual([]);
  });

  it("leave out what somebody ignored, until it is taken back, and part a group by it", async () => {
    const workspace = await aWorkspace(database());
    const [a = 0, b = 0, c = 0] = await someTags(workspace, "台灣", "台湾", "臺灣");
    const ignore = (pairs: [number, number][]) =>
      workspace.write(admin, (ctx) => ignoreDuplicates(ctx, { pairs }));
    expect(await ignore([[b, a]])).toEqual({ pairs: [[a, b]] });
    expect(
      await ignore([
        [a, b],
        [b, a],
        [a, a],
      ]),
    ).toEqual({ pairs: [] });
    expect(await found(workspace)).toEqual([
      ["台湾", "臺灣"],
      ["台灣", "臺灣"],
    ]);
    expect(
      await ignore([
        [a, b],
        [a, c],
        [b, c],
      ]),
    ).toEqual({
      pairs: [
        [a, c],
        [b, c],
      ],
    });
    expect(await found(workspace)).toEqual([]);

    const first = await workspace.read(admin, (ctx) => ignoredDuplicates(ctx, { limit: 2 }));
    const rest = await workspace.read(admin, (ctx) =>
      ignoredDuplicates(ctx, { limit: 2, cursor: first.nextCursor }),
    );
    const ids = [...first.items, ...rest.items].map(({ tags, by }) => [...tags.map(({ id }) => id), by]);
    expect(ids).toEqual([
      [b, c, "The admin"],
      [a, c, "The admin"],
      [a, b, "The admin"],
    ]);
    expect([first.total, rest.nextCursor]).toEqual([3, null]);

    const unignore = () => workspace.write(admin, (ctx) => unignoreDuplicates(ctx, { pairs: [[c, a]] }));
    expect(await unignore()).toEqual({ pairs: [[a, c]] });
    expect(await unignore()).toEqual({ pairs: [] });
    expect(await found(workspace)).toEqual([["台灣", "臺灣"]]);
    await workspace.write(admin, (ctx) => deleteTag(ctx, { id: b }));
    const left = await workspace.read(admin, (ctx) => ignoredDuplicates(ctx, { limit: 2 }));
    expect(left).toEqual({ items: [], total: 0, nextCursor: null });
  });

  it("are told to the others' pages when a pair is ignored, and to the audit", async () => {
    const workspace = await aWorkspace(database());
    const [a = 0, b = 0] = await someTags(workspace, "refund", "refunds");
    const head = await workspace.read(system, (ctx) => ctx.dialect.feedHead(ctx.db, workspace.id));
    await workspace.write(admin, (ctx) => ignoreDuplicates(ctx, { pairs: [[a, b]] }));
    await workspace.write(admin, (ctx) => ignoreDuplicates(ctx, { pairs: [[a, b]] }));
    const { changes } = await workspace.read(system, (ctx) =>
      ctx.dialect.readFeed(ctx.db, workspace.id, head, 10),
    );
    expect(changes.map(({ kind }) => kind)).toEqual(["workspace"]);
    const audit = await workspace.read(system, (ctx) =>
      ctx.db
        .selectFrom("activity")
        .select("details")
        .where("action", "=", "tags.ignoreDuplicates")
        .where("workspace_id", "=", workspace.id)
        .execute(),
    );
    expect(audit).toEqual([{ details: JSON.stringify({ pairs: 1, names: "refund / refunds" }) }]);
  });

  it("refuses to ignore what is not there, and is for admins", async () => {
    const workspace = await aWorkspace(database());
    const [a = 0] = await someTags(workspace, "refund");
    const pairs: [number, number][] = [[a, 999_999_999]];
    await expect(workspace.write(admin, (ctx) => ignoreDuplicates(ctx, { pairs }))).rejects.toMatchObject({
      code: "tag_not_found",
      details: { id: 999_999_999 },
    });
    await expect(workspace.read(aMember("agent"), (ctx) => listDuplicates(ctx, input))).rejects.toMatchObject(
      { code: "forbidden" },
    );
  });
});

it("compares the names of 10,000 tags while the event loop goes on", async () => {
  const names = Array.from({ length: 10_000 }, (_, i) => ({
    id: i + 1,
    name: `${i} Refund${i % 2 ? "s" : ""} ${i >> 1}`,
  }));
  await compareNames([]);
  let turns = 0;
  const ticks = setInterval(() => (turns += 1), 1);
  const alone = await compareNames([
    { id: 1, name: "a-b" },
    { id: 2, name: "a b" },
  ]);
  expect(alone).toMatchObject([{ ids: [2, 1], reason: "punctuation" }]);
  expect((await compareNames(names)).length).toBe(0);
  clearInterval(ticks);
  expect(turns).toBeGreaterThan(20);
});
