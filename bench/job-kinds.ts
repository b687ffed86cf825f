import { handleJob, type JobHandler, type JobSchedule } from "@tagdeck/api/jobs/job";
import { z } from "zod";

/** The least that an import does: contacts with three tags each, and their counts; no parsing. */
export const fillJob = { name: "bench.fill", input: z.object({ tags: z.int() }) };

const contactsAtOnce = 50;

const fill = handleJob(fillJob, {
  async run(run, { tags }) {
    let made = z.int().nullable().parse(run.checkpoint) ?? 0;
    const random = () => 1 + Math.floor(Math.random() * Math.min(tags, 1 + Math.random() * tags));
    for (;;) {
      await run.write(async (ctx, step) => {
        const counts = new Map<number, number>();
        do {
          const contacts = await ctx.db
            .insertInto("contact")
            .values(
              Array.from({ length: contactsAtOnce }, (_, at) => ({
                workspace_id: ctx.workspace.id,
                external_id: `import:${made + at}`,
                name_key: "",
                attributes: "{}",
                created_at: ctx.now,
                updated_at: ctx.now,
              })),
            )
            .returning("id")
            .execute();
          const pairs = contacts.flatMap(({ id }) =>
            [...new Set([random(), random(), random()])].map((tag) => [tag, id] as const),
          );
          for (const [tag] of pairs) counts.set(tag, (counts.get(tag) ?? 0) + 1);
          await ctx.db
            .insertInto("contact_tag")
            .columns(["workspace_id", "tag_id", "contact_id", "first_at", "last_at"])
            .expression((eb) =>
              eb
                .selectFrom(ctx.dialect.rows(["tag_id", "contact_id"], pairs))
                .select(({ val }) => [
                  val(ctx.workspace.id).as("workspace_id"),
                  "tag_id",
                  "contact_id",
                  val(ctx.now).as("first_at"),
                  val(ctx.now).as("last_at"),
                ]),
            )
            .execute();
          made += contactsAtOnce;
        } while (step.hasTime());
        const deltas = [...counts].map(([tagId, n]) => ({ tagId, expiresAt: 0, n }));
        await ctx.dialect.addCounts(ctx.db, ctx.workspace.id, deltas);
        step.save(made);
        step.progress(made, null);
      });
    }
  },
});

export function jobHandlers(): JobHandler[] {
  return [fill];
}

export const jobSchedules: readonly JobSchedule[] = [];
