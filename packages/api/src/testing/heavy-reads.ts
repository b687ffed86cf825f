import { DomainError } from "@tagdeck/core/errors";
import type { HeavyRead } from "../reads/heavy-read.ts";

// Heavy reads for tests.

export type Seen = { tags: string[]; workspaceId: number; now: number; principal: string };

export const listNames: HeavyRead<{ prefix: string }, Seen> = {
  name: "test.names",
  async run(ctx, { prefix }) {
    const rows = await ctx.db
      .selectFrom("tag")
      .select("name")
      .where("workspace_id", "=", ctx.workspace.id)
      .where("name", "like", `${prefix}%`)
      .orderBy("id")
      .execute();
    const tags = rows.map(({ name }) => name);
    return { tags, workspaceId: ctx.workspace.id, now: ctx.now, principal: ctx.principal.kind };
  },
};

export const refuse: HeavyRead<null, never> = {
  name: "test.refuse",
  run: () => Promise.reject(new DomainError("tag_not_found", { id: 7 })),
};

export const fail: HeavyRead<null, never> = {
  name: "test.fail",
  run: () => Promise.reject(new Error("a fault of ours")),
};

/** On SQLite the thread it runs in dies of it. */
export const die: HeavyRead<null, never> = {
  name: "test.die",
  run: () => process.exit(1),
};

/** Computes for a second without a pause. */
export const compute: HeavyRead<null, string> = {
  name: "test.compute",
  async run() {
    const end = performance.now() + 1_000;
    while (performance.now() < end);
    return "done";
  },
};

// safe because each is called by its own type
export const heavyReads = [listNames, refuse, fail, die, compute] as readonly HeavyRead<unknown, unknown>[];
