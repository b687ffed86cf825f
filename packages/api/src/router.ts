import { activityRouter } from "./activity/router.ts";
import { assignmentsRouter } from "./assignments/router.ts";
import { bulkRouter } from "./bulk/router.ts";
import { contactsRouter } from "./contacts/router.ts";
import { embedRouter } from "./embed/router.ts";
import { exportsRouter } from "./exports/router.ts";
import { feedRouter } from "./feed/router.ts";
import { groupsRouter } from "./groups/router.ts";
import { historyRouter } from "./history/router.ts";
import { insightsRouter } from "./insights/router.ts";
import { invitationsRouter } from "./invitations/router.ts";
import { membersRouter } from "./members/router.ts";
import { notificationsRouter } from "./notifications/router.ts";
import { operationsRouter } from "./operations/router.ts";
import { sessionRouter } from "./session/router.ts";
import { setupRouter } from "./setup/router.ts";
import { tagsRouter } from "./tags/router.ts";
import { router } from "./trpc.ts";
import { workspaceRouter } from "./workspaces/router.ts";

/** One line a slice: what the product can do. */
export const appRouter = router({
  session: sessionRouter,
  setup: setupRouter,
  invitations: invitationsRouter,
  workspace: workspaceRouter,
  tags: tagsRouter,
  groups: groupsRouter,
  operations: operationsRouter,
  contacts: contactsRouter,
  assignments: assignmentsRouter,
  bulk: bulkRouter,
  history: historyRouter,
  members: membersRouter,
  embed: embedRouter,
  insights: insightsRouter,
  activity: activityRouter,
  exports: exportsRouter,
  notifications: notificationsRouter,
  feed: feedRouter,
});

export type AppRouter = typeof appRouter;
