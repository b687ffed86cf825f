/** How many days back one may look. */
export const insightDays = [30, 90, 365] as const;
export type InsightDays = (typeof insightDays)[number];
