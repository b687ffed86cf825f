import { expect, it } from "vitest";
import { changeTagsOfMany } from "../assignments/change-many.ts";
import { changeTags } from "../assignments/service.ts";
import { trimFeedJob } from "../feed/trim-job.ts";
import { cancelJob, enqueueJob } from "../jobs/service.ts";
import { deleteTag } from "../tags/service.ts";
import { deleteTags, recolorTags } from "../tags/wide.ts";
import { restoreTag } from "../tags/restore.ts";
import { describeEachDatabase } from "../testing/databases.ts";
import { aContact, aMember, aTag, aWorkspace, type TestWorkspace } from "../testing/fixtures.ts";
import { listOperations } from "./list.ts";
import { refuseRunning } from "./running.ts";
import { undoOperation } from "./service.ts";
import * as operations from "./store.ts";

const admin = aMember("admin");
const agent = aMember("agent");

const undo = (workspace: TestWorkspace, id: number, who = admin) =>
  workspace.write(who, (ctx) => undoOperation(ctx, { id }));
const list = async (workspace: TestWorkspace, who = admin, limit = 25) =>
  (await workspace.read(who, (ctx) => listOperations(ctx, { limit }))).items;
const recolor = async (workspace: TestWorkspace, ids: number[], color: string) =>
  (await workspace.write(admin, (ctx) => recolorTags(ctx, { ids, color }))).operationId ?? 0;

describeEachDatabase("wide changes one after another", (database) => {
  it("are undone in the opposite order, and the refusal names what stands in the way", async () => {
    const workspace = await aWorkspace(database());
    const [a, b] = [await aTag(workspace), await aTag(workspace)];
    const first = await recolor(workspace, [a.id, b.id], "#111111");
    const second = await recolor(workspace, [b.id], "#222222");
    const { operationId: third } = await workspace.write(admin, (ctx) => deleteTag(ctx, { id: b.id }));
    const refused = (id: number) => ({
      code: "undo_blocked_by",
      details: { operation: { id, actor: { name: "The admin", isYou: true } } },
    });
    await expect(undo(workspace, first)).rejects.toMatchObject(refused(third));
    expect(
      (await list(workspace)).map(({ id, undo: { state, blockedBy } }) => [id, state, blockedBy?.id]),
    ).toEqual([
      [third, "open", undefined],
      [second, "blocked", third],
      [first, "blocked", third],
    ]);
    await undo(workspace, third);
    await expect(undo(workspace, first)).rejects.toMatchObject(refused(second));
    await undo(workspace, second);
    expect(await undo(workspace, first)).toMatchObject({ tagIds: [a.id, b.id], leftAlone: 0 });
  });

  it("do not stand in each other's way when they are about other tags, or about other things", async () => {
    const workspace = await aWorkspace(database());
    const [a, b] = [await aTag(workspace), await aTag(workspace)];
    const contacts = [{ id: (await aContact(workspace)).id }];
    const { operationId: deleted } = await workspace.write(admin, (ctx) => deleteTag(ctx, { id: a.id }));
    await undo(workspace, deleted);
    const given = await workspace.write(agent, (ctx) =>
      changeTagsOfMany(ctx, { contacts, add: [a.id], remove: [] }),
    );
    const { operationId: again } = await workspace.write(admin, (ctx) => deleteTag(ctx, { id: a.id }));
    await recolor(workspace, [b.id], "#333333");
    await undo(workspace, given.operationId ?? 0, agent);
    await undo(workspace, again);
  });

  it("let go of a tag that was brought back alone", async () => {
    const workspace = await aWorkspace(database());
    const ids = [(await aTag(workspace)).id, (await aTag(workspace)).id];
    const { operationId } = await workspace.write(admin, (ctx) => deleteTags(ctx, { ids, expectedCount: 0 }));
    await workspace.write(admin, (ctx) => restoreTag(ctx, { id: ids[0] ?? 0 }));
    await workspace.write(admin, (ctx) => deleteTag(ctx, { id: ids[0] ?? 0 }));
    expect(await undo(workspace, operationId)).toMatchObject({ tagIds: ids.slice(1), leftAlone: 1 });
  });

  it("are not undone while they go on, nor changed by others that need them at rest", async () => {
    const workspace = await aWorkspace(database());
    const tag = await aTag(workspace);
    const id = await recolor(workspace, [tag.id], "#111111");
    const jobId = await workspace.write(admin, async (ctx) => {
      const job = await enqueueJob(ctx, trimFeedJob, {}, { delay: 1_000_000 });
      await operations.setJob(ctx, id, job);
      return job;
    });
    const running = { code: "operation_running" };
    await expect(undo(workspace, id)).rejects.toMatchObject(running);
    await expect(workspace.read(admin, (ctx) => refuseRunning(ctx, [tag.id]))).rejects.toMatchObject({
      ...running,
      details: { operation: { id, kind: "tags.recolor" } },
    });
    expect((await list(workspace))[0]).toMatchObject({
      progress: { status: "queued", done: 0, total: null },
      undo: { state: "running" },
    });
    await workspace.write(admin, (ctx) => cancelJob(ctx, jobId));
    await workspace.write(admin, (ctx) =>
      ctx.db
        .updateTable("job")
        .set({ ended_at: ctx.now, status: "cancelled", wake_at: null })
        .where("workspace_id", "=", workspace.id)
        .where("id", "=", jobId)
        .execute(),
    );
    await undo(workspace, id);
  });
});

describeEachDatabase("the list of wide changes", (database) => {
  it("says what each was about, by whom, and whether it can still be undone", async () => {
    const workspace = await aWorkspace(database(), { settings: { undoDays: 2 } });
    const [a, b] = [await aTag(workspace, { name: "A" }), await aTag(workspace, { name: "B" })];
    const contacts = [{ id: (await aContact(workspace)).id }, { id: (await aContact(workspace)).id }];
    const old = await recolor(workspace, [a.id], "#111111");
    workspace.clock.advance(2 * 86_400_000);
    const given = await workspace.write(agent, (ctx) =>
      changeTagsOfMany(ctx, { contacts, add: [a.id, b.id], remove: [] }),
    );
    const { operationId: gone } = await workspace.write(admin, (ctx) => deleteTag(ctx, { id: b.id }));
    await undo(workspace, gone);
    const items = await list(workspace);
    expect(items).toMatchObject([
      {
        id: gone,
        kind: "tag.delete",
        contactCount: 2,
        tags: [{ id: b.id, name: "B" }],
        undo: { state: "undone", undoneBy: "The admin" },
      },
      {
        id: given.operationId,
        kind: "contacts.tag",
        actor: { name: "The agent", isYou: false },
        tagCount: 2,
        contactCount: 2,
        progress: null,
        undo: { state: "open" },
      },
      { id: old, tagCount: 1, contactCount: null, undo: { state: "expired" } },
    ]);
  });

  it("comes in pages, each of this workspace alone", async () => {
    const [workspace, other] = [await aWorkspace(database()), await aWorkspace(database())];
    const [tag, theirs] = [await aTag(workspace), await aTag(other)];
    const ids: number[] = [];
    for (const color of ["#111111", "#222222", "#333333"]) {
      ids.push(await recolor(workspace, [tag.id], color));
      await recolor(other, [theirs.id], color);
    }
    const first = await workspace.read(admin, (ctx) => listOperations(ctx, { limit: 2 }));
    const rest = await workspace.read(admin, (ctx) =>
      listOperations(ctx, { limit: 2, cursor: first.nextCursor }),
    );
    expect([...first.items, ...rest.items].map(({ id }) => id)).toEqual(ids.toReversed());
    expect(rest.nextCursor).toBeNull();
  });

  it("grows in the feed", async () => {
    const workspace = await aWorkspace(database());
    const tag = await aTag(workspace);
    const { id } = await aContact(workspace);
    const kinds = () =>
      workspace.read(admin, (ctx) =>
        ctx.db
          .selectFrom("change")
          .select("kind")
          .where("workspace_id", "=", workspace.id)
          .orderBy("id")
          .execute(),
      );
    await workspace.write(agent, (ctx) => changeTags(ctx, { contact: { id }, add: [tag.id], remove: [] }));
    const before = (await kinds()).length;
    await undo(workspace, await recolor(workspace, [tag.id], "#111111"));
    expect((await kinds()).slice(before).map(({ kind }) => kind)).toEqual([
      "operation",
      "tag",
      "tag",
      "operation",
    ]);
  });
});
