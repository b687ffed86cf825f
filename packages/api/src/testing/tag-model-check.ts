import { tagKey } from "@tagdeck/core/tags/name";
import { expect } from "vitest";
import { kindName } from "../assignments/kinds.ts";
import { type Context, createKernel, inWorkspace } from "../context.ts";
import * as history from "../history/store.ts";
import { listTags } from "../tags/list.ts";
import * as tags from "../tags/store.ts";
import { aMember, type TestWorkspace } from "./fixtures.ts";
import { ranOut } from "./tag-model-held.ts";
import { type Held, type Model, pair } from "./tag-model-state.ts";

const all = { search: "", sort: "created", direction: "asc", limit: 200 } as const;
const admin = aMember("admin");
const sorted = <T>(rows: T[]) => rows.map((row) => JSON.stringify(row)).toSorted();

/** Compares every table that tags touch with the model, and the cached vocabulary with a fresh one. */
export async function compare(workspace: TestWorkspace, model: Model, now: number): Promise<void> {
  const { words, list, stored } = await workspace.read(admin, async (ctx) => ({
    words: await tags.vocabulary(ctx),
    list: await listTags(ctx, all),
    stored: {
      held: await ctx.db
        .selectFrom("contact_tag")
        .selectAll()
        .where("workspace_id", "=", workspace.id)
        .execute(),
      names: await ctx.db
        .selectFrom("tag_name")
        .selectAll()
        .where("workspace_id", "=", workspace.id)
        .execute(),
      tags: await ctx.db
        .selectFrom("tag")
        .selectAll()
        .where("workspace_id", "=", workspace.id)
        .orderBy("id")
        .execute(),
      counts: await tags.counts(ctx),
      entries: await entriesOf(ctx),
      lines: await ctx.db
        .selectFrom("tag_log")
        .select(["seq", "at"])
        .where("workspace_id", "=", workspace.id)
        .orderBy("seq")
        .execute(),
      operations: await ctx.db
        .selectFrom("operation")
        .select(["id", "undone_at"])
        .where("workspace_id", "=", workspace.id)
        .execute(),
      changes: await ctx.db
        .selectFrom("change")
        .select(["id", "kind", "at"])
        .where("workspace_id", "=", workspace.id)
        .orderBy("id")
        .execute(),
    },
  }));

  expect(sorted(stored.held.map((row) => [pair(row.contact_id, row.tag_id), heldOf(row)]))).toEqual(
    sorted([...model.held].map(([key, held]) => [key, heldOf(held)])),
  );
  const living = model.tags.filter(({ deleted }) => !deleted);
  expect(
    sorted(stored.names.map(({ key, name, tag_id, is_alias }) => ({ key, name, tag_id, is_alias }))),
  ).toEqual(sorted(living.map(({ id, name }) => ({ key: tagKey(name), name, tag_id: id, is_alias: 0 }))));
  expect(stored.tags.map((row) => [row.id, row.name, row.validity_days, row.deleted_at !== null])).toEqual(
    model.tags.map(({ id, name, days, deleted }) => [id, name, days, deleted]),
  );

  const contacts = (id: number) =>
    [...model.held].filter(([key, held]) => key.endsWith(`:${id}`) && !ranOut(held, now)).length;
  for (const { id } of model.tags) expect(stored.counts.get(id) ?? 0).toBe(contacts(id));
  expect(list.items.map(({ id, contactCount }) => [id, contactCount])).toEqual(
    living.map(({ id }) => [id, contacts(id)]),
  );

  // One entry per change, and its `seq` is the id of its line in the change feed.
  expect(stored.entries.map((row) => [row.contact_id, row.tag_id, kindName(row.kind), row.undoes])).toEqual(
    model.entries.map(({ contact, tag, kind, undoes }) => [contact, tag, kind, undoes]),
  );
  expect(sorted(stored.operations.map((row) => [row.id, row.undone_at !== null]))).toEqual(
    sorted([...model.operations, ...model.steps].map(({ id, undone }) => [id, undone])),
  );
  expect(stored.lines).toHaveLength(model.lines);
  const feed = (kind: string) =>
    stored.changes.filter((row) => row.kind === kind).map(({ id, at }) => [id, at] as const);
  const [implied = [], recorded = []] = [true, false].map((isImplied) =>
    stored.entries.filter(({ batch }) => (batch !== null) === isImplied),
  );
  // What ran out is dated at its instant, and recorded when somebody came across it.
  const fed = new Map([...feed("assignment"), ...implied.map(({ seq, at }) => [seq, at] as const)]);
  expect(feed("assignment").map(([seq]) => seq)).toEqual(recorded.map(({ seq }) => seq));
  const dated = stored.entries.map(({ seq, at }, i) => [at, model.entries[i]?.at ?? fed.get(seq)]);
  expect(dated.filter(([at, due]) => at !== due)).toEqual([]);
  expect(feed("tag")).toEqual(
    [...stored.lines, ...implied].map(({ seq, at }) => [seq, at]).toSorted(([x = 0], [y = 0]) => x - y),
  );

  const fresh = createKernel(workspace.kernel.database, workspace.kernel.now);
  const scope = { workspaceId: workspace.id, principal: admin };
  expect(words).toEqual(await inWorkspace(fresh, scope, tags.vocabulary));
}

/** Through the one function that reads history, in the order of recording. */
async function entriesOf(ctx: Context) {
  const contacts = await ctx.db
    .selectFrom("contact")
    .select("id")
    .where("workspace_id", "=", ctx.workspace.id)
    .execute();
  const entries = await history.all(
    ctx,
    contacts.map(({ id }) => id),
  );
  return entries.toSorted((a, b) => a.seq - b.seq);
}

function heldOf({ first_at, last_at, expires_at, expiry, origin_id }: Held) {
  return { first_at, last_at, expires_at, expiry, origin_id };
}
