import { CountOnDay, ListOnDay, TagEntries } from "@tagdeck/core/history/inputs";
import { query, router } from "../trpc.ts";
import { tagEntries } from "./of-tag.ts";
import { countOnDay, listOnDay } from "./on-day.ts";
import { historyPeople } from "./people.ts";

export const historyRouter = router({
  ofTag: query.input(TagEntries).query(({ ctx, input }) => tagEntries(ctx.inner, input)),
  countOnDay: query.input(CountOnDay).query(({ ctx, input }) => countOnDay(ctx.inner, input)),
  listOnDay: query.input(ListOnDay).query(({ ctx, input }) => listOnDay(ctx.inner, input)),
  people: query.query(({ ctx }) => historyPeople(ctx.inner)),
});
