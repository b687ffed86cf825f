import { expect, it } from "vitest";
import { changeTagsOfMany } from "../assignments/change-many.ts";
import { createKernel } from "../context.ts";
import { describeEachDatabase } from "../testing/databases.ts";
import { aContact, aMember, aTag, aWorkspace } from "../testing/fixtures.ts";
import { merge } from "../testing/merges.ts";
import { contactsOfTag } from "./contact-store.ts";

const admin = aMember("admin");

describeEachDatabase("the contacts of a tag, portion by portion", (database) => {
  it("are all there, each once, while what was merged into it has not moved yet", async () => {
    const workspace = await aWorkspace(database(), { kernel: createKernel(database().handle) });
    const [a, b] = [await aTag(workspace), await aTag(workspace)];
    const ids: number[] = [];
    for (let i = 0; i < 6; i += 1) ids.push((await aContact(workspace)).id);
    const give = (some: number[], tagId: number) =>
      workspace.write(admin, (ctx) =>
        changeTagsOfMany(ctx, { contacts: some.map((id) => ({ id })), add: [tagId], remove: [] }),
      );
    await give(ids.slice(0, 4), a.id);
    await give(ids.slice(2, 5), b.id);
    const read = async () => {
      const seen: number[] = [];
      for (let after = 0; ;) {
        const some = await workspace.read(admin, (ctx) => contactsOfTag(ctx, b.id, { after, limit: 2 }));
        const last = some.at(-1);
        if (last === undefined) return seen;
        seen.push(...some);
        after = last;
      }
    };
    expect(await read()).toEqual(ids.slice(2, 5));
    await merge(workspace, admin, [a.id], b.id);
    expect(await read()).toEqual(ids.slice(0, 5));
  });
});
