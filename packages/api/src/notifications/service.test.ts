import type { NotificationAbout } from "@tagdeck/core/notifications/notification";
import { expect, it } from "vitest";
import { enqueueJob } from "../jobs/service.ts";
import { runExportJob } from "../exports/run-job.ts";
import { describeEachDatabase } from "../testing/databases.ts";
import { aKey, aMember, aPanel, aWorkspace, system, type TestWorkspace } from "../testing/fixtures.ts";
import { followers, head, soon } from "../testing/subscriber.ts";
import { notify, notifyBegun } from "./notify.ts";
import { listNotifications, readNotifications } from "./service.ts";
import * as notifications from "./store.ts";

const ann = aMember("admin", "ann");
const bob = aMember("admin", "bob");
const file = { name: "acme-tags-2026-03-01.csv", size: 9, rows: 1, expiresAt: "2026-03-08T00:00:00.000Z" };
const about = (exportId: number): NotificationAbout => ({
  kind: "export",
  exportId,
  of: "tags",
  tag: null,
  file,
});

describeEachDatabase("what people are told", (database) => {
  const list = (
    workspace: TestWorkspace,
    who = ann,
    input: { limit?: number; cursor?: string | null } = {},
  ) => workspace.read(who, (ctx) => listNotifications(ctx, { limit: 20, ...input }));
  const read = (workspace: TestWorkspace, who = ann, ids?: number[]) =>
    workspace.write(who, (ctx) => readNotifications(ctx, { ids }));
  const tell = (workspace: TestWorkspace, userId: string, exportId: number) =>
    workspace.write(system, (ctx) => notify(ctx, userId, { about: about(exportId), status: "done" }));

  it("is each person's own, in each workspace", async () => {
    const [here, there] = [await aWorkspace(database()), await aWorkspace(database())];
    await tell(here, "ann", 1);
    await tell(there, "ann", 2);
    const mine = await list(here);
    expect(mine).toMatchObject({
      items: [{ about: { exportId: 1 }, status: "done", progress: null, error: null, unread: true }],
      nextCursor: null,
      unread: 1,
    });
    expect(await list(here, bob)).toEqual({ items: [], nextCursor: null, unread: 0 });
    const theirs = (await list(there)).items[0]?.id ?? 0;

    const ids = mine.items.map(({ id }) => id);
    await read(here, bob, ids);
    await read(here, ann, [theirs]);
    expect([(await list(here)).unread, (await list(there)).unread]).toEqual([1, 1]);
    expect(await read(here, ann, ids)).toEqual({ unread: 0 });
    expect((await list(here)).items.map(({ unread }) => unread)).toEqual([false]);
  });

  it("comes newest first, in pages that miss and repeat nothing, and is read at once", async () => {
    const workspace = await aWorkspace(database());
    // Two of one instant, as when one job ends two things.
    await workspace.write(system, async (ctx) => {
      for (const exportId of [1, 2]) await notify(ctx, "ann", { about: about(exportId), status: "done" });
    });
    for (const exportId of [3, 4, 5]) await tell(workspace, "ann", exportId);
    const seen: number[] = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof list>> = await list(workspace, ann, { limit: 2, cursor });
      seen.push(...page.items.map((item) => item.about.exportId));
      expect(page.unread).toBe(5);
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(seen).toEqual([5, 4, 3, 2, 1]);
    expect(await read(workspace)).toEqual({ unread: 0 });
  });

  it("shows work while it goes on, without counting it, and then how it ended", async () => {
    const workspace = await aWorkspace(database());
    const jobId = await workspace.write(ann, async (ctx) => {
      const id = await enqueueJob(ctx, runExportJob, { exportId: 1, userId: "ann" });
      await notifyBegun(ctx, "ann", { jobId: id, about: { ...about(1), file: null } });
      await ctx.db.updateTable("job").set({ done: 3, total: 7 }).where("id", "=", id).execute();
      return id;
    });
    const begun = await list(workspace);
    expect(begun).toMatchObject({
      items: [{ status: "running", progress: { done: 3, total: 7 }, unread: false }],
      unread: 0,
    });
    const error = { code: "tag_not_found", details: { id: 1 } };
    await workspace.write(system, (ctx) =>
      notify(ctx, "ann", { jobId, about: { ...about(1), file: null }, status: "failed", error }),
    );
    const ended = await list(workspace);
    expect(ended).toMatchObject({
      items: [{ id: begun.items[0]?.id, status: "failed", progress: null, error, unread: true }],
      unread: 1,
    });
    expect(Date.parse(ended.items[0]?.at ?? "")).toBeGreaterThan(Date.parse(begun.items[0]?.at ?? ""));
  });

  it("is kept for 30 days", async () => {
    const workspace = await aWorkspace(database());
    await tell(workspace, "ann", 1);
    const first = workspace.clock.now();
    await tell(workspace, "ann", 2);
    const trimmed = () => workspace.write(system, (ctx) => notifications.trim(ctx, first, 100));
    expect([await trimmed(), await trimmed()]).toEqual([1, 0]);
    expect((await list(workspace)).items.map((item) => item.about.exportId)).toEqual([2]);
  });

  it("is for people who sign in: no agent in a panel and no program has any", async () => {
    const workspace = await aWorkspace(database());
    for (const who of [aPanel({ memberUserId: "ann" }), aKey(["tags.read"]), aKey([])]) {
      await expect(list(workspace, who)).rejects.toMatchObject({ code: "forbidden" });
      await expect(read(workspace, who)).rejects.toMatchObject({ code: "forbidden" });
    }
  });

  const aFollowed = followers(database);

  it("is heard by that person alone, at once, and by their other pages when it is read", async () => {
    const { workspace, subscribe } = await aFollowed();
    const cursor = await head(workspace);
    const [anns, bobs] = [
      subscribe({ cursor }, { principal: ann }),
      subscribe({ cursor }, { principal: bob }),
    ];
    await tell(workspace, "ann", 1);
    await expect.poll(() => anns.updates, soon).toMatchObject([{ notifications: true, tags: [] }]);
    await read(workspace);
    await expect.poll(() => anns.updates.length, soon).toBe(2);
    await tell(workspace, "bob", 2);
    await expect.poll(() => bobs.updates, soon).toMatchObject([{ notifications: true }]);
    expect(anns.updates).toHaveLength(2);
  });
});
