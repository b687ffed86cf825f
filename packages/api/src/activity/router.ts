import { ListActivity } from "@tagdeck/core/activity/inputs";
import { query, router } from "../trpc.ts";
import { listActivity, listPeople } from "./service.ts";

export const activityRouter = router({
  list: query.input(ListActivity).query(({ ctx, input }) => listActivity(ctx.inner, input)),
  people: query.query(({ ctx }) => listPeople(ctx.inner)),
});
