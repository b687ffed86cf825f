import { CountContacts } from "@tagdeck/core/contacts/inputs";
import { expect, it } from "vitest";
import * as contacts from "../contacts/store.ts";
import { createKernel } from "../context.ts";
import { undoOperation } from "../operations/service.ts";
import { findDrift } from "../tags/count-drift.ts";
import * as tags from "../tags/store.ts";
import { bulkOf } from "../testing/bulk.ts";
import { describeEachDatabase } from "../testing/databases.ts";
import { aMember, aTag, aWorkspace, claims } from "../testing/fixtures.ts";
import { useJobProcesses } from "../testing/job-processes.ts";
import { bulkProgress } from "./progress.ts";

const admin = aMember("admin");
const n = 4_000;

describeEachDatabase("a bulk change in the background", (database) => {
  const { aProcess, kill } = useJobProcesses(database);

  it(
    "goes on where it was killed, both ways, and nothing is lost or doubled",
    { timeout: 90_000 },
    async () => {
      const workspace = await aWorkspace(database(), { kernel: createKernel(database().handle) });
      const [a, b] = [await aTag(workspace), await aTag(workspace)];
      await workspace.write(admin, async (ctx) => {
        const all = Array.from({ length: n }, () => claims({ name: null }));
        for (let i = 0; i < n; i += 1_000) await contacts.insertMissing(ctx, all.slice(i, i + 1_000));
      });
      const given = async () => {
        const rows = await workspace.read(admin, (ctx) =>
          ctx.db
            .selectFrom("contact_tag")
            .select((eb) => eb.fn.countAll<number>().as("n"))
            .where("workspace_id", "=", workspace.id)
            .executeTakeFirstOrThrow(),
        );
        return rows.n;
      };
      const isExact = async (count: number) => {
        expect(await workspace.read(admin, (ctx) => findDrift(ctx, 0, Number.MAX_SAFE_INTEGER))).toEqual([]);
        const counts = await workspace.read(admin, (ctx) => tags.counts(ctx, [a.id, b.id]));
        expect([counts.get(a.id) ?? 0, counts.get(b.id) ?? 0]).toEqual([count, count]);
      };
      const target = { filter: CountContacts.parse({}), except: [] };
      const operationId = await bulkOf(workspace, { contacts: [], target, add: [a, b] }, admin);
      const progress = () => workspace.read(admin, (ctx) => bulkProgress(ctx, { operationId }));
      const isDone = async () => (await progress()).status;

      const first = aProcess();
      await expect.poll(given, { timeout: 20_000, interval: 2 }).toBeGreaterThan(0);
      await kill(first);
      expect(await given()).toBeLessThan(2 * n);
      const second = aProcess();
      await expect.poll(isDone, { timeout: 30_000 }).toBe("done");
      expect(await given()).toBe(2 * n);
      await isExact(n);
      expect(await progress()).toMatchObject({ done: n, total: n, changed: n, isUndone: false });
      await kill(second);

      await workspace.write(admin, (ctx) => undoOperation(ctx, { id: operationId }));
      const third = aProcess();
      await expect.poll(given, { timeout: 20_000, interval: 2 }).toBeLessThan(2 * n);
      await kill(third);
      aProcess();
      await expect.poll(isDone, { timeout: 60_000 }).toBe("done");
      expect(await given()).toBe(0);
      await isExact(0);
      expect(await progress()).toMatchObject({ changed: 2 * n, leftAlone: 0, isUndone: true });
    },
  );
});
