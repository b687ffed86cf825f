import type { Permission } from "@tagdeck/core/members/roles";
import type { inferRouterInputs } from "@trpc/server";
import type { AppRouter } from "../router.ts";

type Inputs = inferRouterInputs<AppRouter>;
export type ProcedurePath = {
  [Slice in keyof Inputs & string]: `${Slice}.${keyof Inputs[Slice] & string}`;
}[keyof Inputs & string];

type Need = {
  /** What the caller must be allowed; `public` = nothing, `session` = to be signed in. */
  needs: Permission | "public" | "session";
  /** Callers that are refused whatever they are allowed. */
  never?: "panel" | "key" | "panel and key";
};

/** What each procedure asks of its caller. One without a line here does not compile. */
export const procedures: Record<ProcedurePath, Need> = {
  "session.get": { needs: "session" },
  "session.methods": { needs: "public" },
  "session.account": { needs: "session" },
  "session.end": { needs: "session" },
  "session.endOthers": { needs: "session" },
  "setup.get": { needs: "public" },
  "setup.complete": { needs: "public" },
  "invitations.get": { needs: "public" },
  "invitations.accept": { needs: "public" },
  "workspace.get": { needs: "tags.read", never: "key" },
  "workspace.zoneImpact": { needs: "settings.edit" },
  "workspace.update": { needs: "settings.edit", never: "key" },
  "tags.list": { needs: "tags.read" },
  "tags.get": { needs: "tags.read" },
  "tags.index": { needs: "tags.read" },
  "tags.getMany": { needs: "tags.read" },
  "tags.suggest": { needs: "tags.read" },
  "tags.near": { needs: "tags.read" },
  "tags.history": { needs: "tags.read" },
  "tags.trend": { needs: "tags.read" },
  "tags.impact": { needs: "tags.read" },
  "tags.duplicates": { needs: "tags.bulk" },
  "tags.ignoredDuplicates": { needs: "tags.bulk" },
  "tags.ignoreDuplicates": { needs: "tags.bulk" },
  "tags.unignoreDuplicates": { needs: "tags.bulk" },
  "tags.hygiene": { needs: "tags.bulk" },
  "tags.create": { needs: "tags.create" },
  "tags.update": { needs: "tags.edit" },
  "tags.validityImpact": { needs: "tags.read" },
  "tags.setValidity": { needs: "tags.bulk" },
  "tags.delete": { needs: "tags.delete" },
  "tags.deleteMany": { needs: "tags.bulk" },
  "tags.recolorMany": { needs: "tags.bulk" },
  "tags.archive": { needs: "tags.bulk" },
  "tags.unarchive": { needs: "tags.bulk" },
  "tags.mergePreview": { needs: "tags.merge" },
  "tags.merge": { needs: "tags.merge" },
  "tags.aliases": { needs: "tags.read" },
  "tags.addAlias": { needs: "tags.merge" },
  "tags.removeAlias": { needs: "tags.merge" },
  "tags.restore": { needs: "undo.own" },
  "operations.list": { needs: "operations.read" },
  "operations.undo": { needs: "undo.own" },
  "contacts.list": { needs: "contacts.read", never: "panel" },
  "contacts.count": { needs: "contacts.read", never: "panel" },
  "contacts.erase": { needs: "contacts.erase", never: "panel" },
  "contacts.get": { needs: "contacts.read" },
  "contacts.getMany": { needs: "contacts.read" },
  "contacts.history": { needs: "contacts.read" },
  "history.ofTag": { needs: "contacts.read", never: "panel" },
  "history.countOnDay": { needs: "contacts.read", never: "panel" },
  "history.listOnDay": { needs: "contacts.read", never: "panel" },
  "history.people": { needs: "contacts.read", never: "panel" },
  "assignments.change": { needs: "tags.apply" },
  "assignments.changeMany": { needs: "tags.apply" },
  "assignments.extend": { needs: "tags.extend" },
  "assignments.extendMany": { needs: "tags.extend" },
  "assignments.ending": { needs: "contacts.read", never: "panel" },
  "assignments.endingOfTag": { needs: "tags.read" },
  "assignments.undo": { needs: "undo.own" },
  "members.list": { needs: "members.read" },
  "members.invite": { needs: "members.invite", never: "panel and key" },
  "members.revokeInvitation": { needs: "members.invite", never: "panel and key" },
  "members.changeRole": { needs: "members.manage" },
  "members.remove": { needs: "members.manage" },
  "embed.get": { needs: "settings.read" },
  "embed.createKey": { needs: "keys.manage" },
  "embed.revokeKey": { needs: "keys.manage" },
  "embed.addOrigin": { needs: "settings.edit" },
  "embed.removeOrigin": { needs: "settings.edit" },
  "embed.setZendesk": { needs: "keys.manage" },
  "embed.removeZendesk": { needs: "keys.manage" },
  "embed.testToken": { needs: "settings.edit", never: "key" },
  "embed.openFrame": { needs: "tags.read", never: "panel and key" },
  "insights.get": { needs: "tags.read", never: "panel" },
  "activity.list": { needs: "activity.read" },
  "activity.people": { needs: "activity.read" },
  "exports.create": { needs: "exports.create" },
  "exports.get": { needs: "exports.create" },
  "exports.cancel": { needs: "exports.create" },
  "notifications.list": { needs: "tags.read", never: "panel and key" },
  "notifications.read": { needs: "tags.read", never: "panel and key" },
  "feed.subscribe": { needs: "contacts.read" },
};
export const paths = Object.keys(procedures) as ProcedurePath[]; // safe because the record's keys are its type
