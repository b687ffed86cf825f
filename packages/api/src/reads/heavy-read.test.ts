import { setTimeout as pause } from "node:timers/promises";
import { DomainError } from "@tagdeck/core/errors";
import { expect, it } from "vitest";
import { createKernel, type Kernel } from "../context.ts";
import { describeEachDatabase } from "../testing/databases.ts";
import { aMember, aTag, aWorkspace } from "../testing/fixtures.ts";
import { compute, die, fail, listNames, refuse } from "../testing/heavy-reads.ts";

const registry = new URL("../testing/heavy-reads.ts", import.meta.url).href;

describeEachDatabase("a heavy read", (database) => {
  let shared: Kernel | undefined;
  const aReader = () => {
    shared ??= createKernel(database().handle, Date.now, registry);
    return aWorkspace(database(), { kernel: shared });
  };
  const agent = aMember("agent");

  it("sees what its caller would: the workspace, the instant, the principal, and all that is committed", async () => {
    const [workspace, other] = [await aReader(), await aReader()];
    await aTag(workspace, { name: "One" });
    await aTag(other, { name: "One elsewhere" });
    const { seen, now } = await workspace.read(agent, async (ctx) => ({
      seen: await ctx.readHeavy(listNames, { prefix: "One" }),
      now: ctx.now,
    }));
    expect(seen).toEqual({ tags: ["One"], workspaceId: workspace.id, now, principal: "member" });
    await aTag(workspace, { name: "One more" });
    const { tags } = await workspace.read(agent, (ctx) => ctx.readHeavy(listNames, { prefix: "One" }));
    expect(tags).toEqual(["One", "One more"]);
  });

  it("refuses as its caller would, with code and details", async () => {
    const { read } = await aReader();
    const refused = read(agent, (ctx) => ctx.readHeavy(refuse, null));
    await expect(refused).rejects.toBeInstanceOf(DomainError);
    await expect(refused).rejects.toMatchObject({ code: "tag_not_found", details: { id: 7 } });
    await expect(read(agent, (ctx) => ctx.readHeavy(fail, null))).rejects.toThrow("a fault of ours");
  });

  it("holds up nobody on SQLite, and a thread that dies takes only what it was doing", async () => {
    if (database().name === "postgres") return;
    const { read } = await aReader();
    let turns = 0;
    const ticks = setInterval(() => (turns += 1), 10);
    expect(await read(agent, (ctx) => ctx.readHeavy(compute, null))).toBe("done");
    clearInterval(ticks);
    expect(turns).toBeGreaterThan(20);

    await expect(read(agent, (ctx) => ctx.readHeavy(die, null))).rejects.toThrow("a thread ended");
    await pause(1);
    expect((await read(agent, (ctx) => ctx.readHeavy(listNames, { prefix: "" }))).tags).toEqual([]);
  });
});
