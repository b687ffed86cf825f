import { setTimeout as pause } from "node:timers/promises";
import { enterThread } from "../db/sqlite-thread.ts";
import * as workspaces from "../workspaces/store.ts";

// A thread that writes as it is told.
const { database, say, onMessage, onStop } = enterThread();

const insert = (slug: string, work: () => unknown = () => undefined) =>
  database.write(null, async (db) => {
    const row = await workspaces.insert(db, { slug, name: slug, timeZone: "UTC" }, 0);
    await work();
    return row?.slug;
  });

onStop(() => process.exit());
onMessage((message) => {
  // safe because tests say nothing else
  const { slug, how } = message as { slug: string; how: "well" | "dies" | "waits" };
  const work = { well: () => undefined, dies: () => process.exit(1), waits: () => pause(10) }[how];
  void insert(slug, work).then(
    (value) => say({ slug, value }),
    (error: unknown) => say({ slug, error: String(error) }),
  );
});
