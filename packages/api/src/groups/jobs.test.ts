import { expect, it } from "vitest";
import * as contacts from "../contacts/store.ts";
import { createKernel } from "../context.ts";
import { undoOperation } from "../operations/service.ts";
import { describeEachDatabase } from "../testing/databases.ts";
import {
  aMember,
  anImport,
  aTag,
  aWorkspace,
  claims,
  system,
  type TestWorkspace,
} from "../testing/fixtures.ts";
import { useJobProcesses } from "../testing/job-processes.ts";
import { transactionsOf } from "../testing/merges.ts";
import { groupTags, setExclusive } from "./regroup.ts";
import { createGroup } from "./service.ts";

const n = 2_000;
const admin = aMember("admin");

/** Contacts who all have both tags. */
async function aCrowd(workspace: TestWorkspace, tags: number[]): Promise<void> {
  const ids: number[] = [];
  await workspace.write(system, async (ctx) => {
    for (let left = n; left > 0; left -= 500) {
      await contacts.insertMissing(
        ctx,
        Array.from({ length: 500 }, () => claims({ name: null })),
      );
    }
    const rows = ctx.db.selectFrom("contact").select("id").where("workspace_id", "=", workspace.id);
    ids.push(...(await rows.execute()).map(({ id }) => id));
  });
  for (const tag of tags) await anImport(workspace, { contacts: ids, tags: [tag] });
}

describeEachDatabase("allowing one tag of a group only", (database) => {
  const { aProcess, kill } = useJobProcesses(database);

  it(
    "takes each away once, and gives it back, even when it is killed in the middle",
    { timeout: 90_000 },
    async () => {
      const workspace = await aWorkspace(database(), { kernel: createKernel(database().handle) });
      const [a, b] = [(await aTag(workspace)).id, (await aTag(workspace)).id];
      await aCrowd(workspace, [a, b]);
      const { id: group } = await workspace.write(admin, (ctx) =>
        createGroup(ctx, { name: "Stage", exclusive: false }),
      );
      const as = transactionsOf(workspace, admin);
      await groupTags(as, { ids: [a, b], groupId: group });
      const held = (tag: number) =>
        workspace.read(system, async (ctx) => {
          const rows = ctx.db
            .selectFrom("contact_tag")
            .select((eb) => eb.fn.countAll<number>().as("n"))
            .where("workspace_id", "=", workspace.id)
            .where("tag_id", "=", tag);
          return (await rows.executeTakeFirstOrThrow()).n;
        });
      const entries = () =>
        workspace.read(system, async (ctx) => {
          const rows = ctx.db
            .selectFrom("tag_event")
            .select("contact_id")
            .where("workspace_id", "=", workspace.id);
          return (await rows.execute()).length;
        });

      const { operationId } = await setExclusive(as, { id: group, exclusive: true, expectedCount: n });
      const first = aProcess();
      await expect.poll(() => held(a), { timeout: 20_000, interval: 2 }).toBeLessThan(n);
      await kill(first);
      expect(await held(a)).toBeGreaterThan(0);
      const second = aProcess();
      await expect.poll(() => held(a), { timeout: 30_000 }).toBe(0);
      expect([await held(b), await entries()]).toEqual([n, n]);

      const ended = () =>
        workspace.read(system, async (ctx) => {
          const rows = ctx.db
            .selectFrom("job")
            .select("id")
            .where("workspace_id", "=", workspace.id)
            .where("ended_at", "is", null);
          return (await rows.execute()).length;
        });
      await expect.poll(ended, { timeout: 20_000 }).toBe(0);
      await kill(second);
      await workspace.write(admin, (ctx) => undoOperation(ctx, { id: operationId ?? 0 }));
      const third = aProcess();
      await expect.poll(() => held(a), { timeout: 20_000, interval: 2 }).toBeGreaterThan(50);
      await kill(third);
      expect(await held(a)).toBeLessThan(n);
      aProcess();
      await expect.poll(() => held(a), { timeout: 30_000 }).toBe(n);
      expect([await held(b), await entries()]).toEqual([n, 2 * n]);
    },
  );
});
