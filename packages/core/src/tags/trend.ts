/** How many contacts had a tag at the end of each of the last days, oldest first; the last one is now. */
export type TagTrend = { days: { date: string; count: number }[] };

export const trendDays = 90;
