/** What one can look for in the audit log. */
export const activityAreas = ["sign-ins", "members", "settings", "panel", "tags", "contacts"] as const;
export type ActivityArea = (typeof activityAreas)[number];

/** The slices whose actions belong to an area: an action is named `slice.verb`. */
export const areaSlices: Record<ActivityArea, readonly string[]> = {
  "sign-ins": ["signIn"],
  members: ["members"],
  settings: ["workspace", "keys"],
  panel: ["embed"],
  tags: ["tags", "groups", "operations", "exports"],
  contacts: ["contacts"],
};
