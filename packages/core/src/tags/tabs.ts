/** Into what the admin's list of tags is divided. */
export const tagTabs = ["all", "permanent", "temporary", "archived", "deleted"] as const;
export type TagTab = (typeof tagTabs)[number];
