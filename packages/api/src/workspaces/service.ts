import { DomainError } from "@tagdeck/core/errors";
import type { UpdateWorkspace } from "@tagdeck/core/workspaces/inputs";
import { parseTimeZone, type Workspace } from "@tagdeck/core/workspaces/workspace";
import { WorkspaceSettings } from "@tagdeck/core/workspaces/settings";
import * as activity from "../activity/store.ts";
import { authorize, type Context, permissionsOf, readWorkspace } from "../context.ts";
import { stamp } from "../feed/position.ts";
import * as feed from "../feed/store.ts";
import { countHour, showHour } from "../tags/count-hour.ts";
import * as hours from "../tags/hour-store.ts";
import { changeZone, lockTemporary } from "../validity/change.ts";
import * as workspaces from "./store.ts";

export async function getWorkspace(ctx: Context): Promise<Workspace> {
  authorize(ctx, "tags.read");
  return view(ctx, ctx.workspace);
}

/** `operationId`: what undoes another time zone, by which temporary tags run out. */
export async function updateWorkspace(
  ctx: Context,
  input: UpdateWorkspace,
): Promise<Workspace & { operationId: number | null }> {
  authorize(ctx, "settings.edit");
  if (input.timeZone !== undefined) await lockTemporary(ctx);
  const { name, timeZone, settings } = readWorkspace(await workspaces.lock(ctx));
  const after = {
    name: input.name ?? name,
    timeZone: input.timeZone === undefined ? timeZone : parseTimeZone(input.timeZone),
    settings: WorkspaceSettings.parse({ ...settings, ...input.settings }),
  };
  const moved = after.timeZone !== timeZone;
  const operationId = moved
    ? await changeZone(ctx, { from: timeZone, to: after.timeZone }, input.expectedCount)
    : null;
  await workspaces.update(ctx, after);
  await feed.append(ctx, { kind: "workspace" });
  const changed = { ...ctx, workspace: { ...ctx.workspace, ...after } };
  if (after.settings.countMode === "live") await hours.remove(ctx);
  const counted = await countHour(changed);
  if (counted) await showHour(changed, counted);
  await activity.record(ctx, "workspace.update", {
    subject: `workspace:${ctx.workspace.id}`,
    details: { before: { name, timeZone, settings }, after },
  });
  return { ...(await view(ctx, { ...ctx.workspace, ...after })), operationId };
}

async function view(ctx: Context, workspace: Context["workspace"]): Promise<Workspace> {
  const { principal } = ctx;
  if (principal.kind !== "member" && principal.kind !== "panel") {
    throw new DomainError("forbidden", { permission: "settings.read" });
  }
  return {
    slug: workspace.slug,
    name: workspace.name,
    timeZone: workspace.timeZone,
    settings: workspace.settings,
    role: principal.role,
    permissions: permissionsOf({ principal, workspace }),
    cursor: stamp(await ctx.dialect.feedHead(ctx.db, workspace.id), ctx.now),
  };
}
