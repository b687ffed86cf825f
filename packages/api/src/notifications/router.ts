import { ListNotifications, ReadNotifications } from "@tagdeck/core/notifications/inputs";
import { mutation, query, router } from "../trpc.ts";
import { listNotifications, readNotifications } from "./service.ts";

export const notificationsRouter = router({
  list: query.input(ListNotifications).query(({ ctx, input }) => listNotifications(ctx.inner, input)),
  read: mutation.input(ReadNotifications).mutation(({ ctx, input }) => readNotifications(ctx.inner, input)),
});
