import { recall, remember } from "../shell/preferences.ts";

type BannerState = "expected" | "shown" | "none";

const seenKey = (slug: string) => `duplicates.${slug}`;
const dismissedKey = (slug: string) => `duplicates-put-away.${slug}`;
const stored = (key: string) => Number(recall(key) ?? 0);

/** Whether so many pairs are to be told of; undefined = not read yet: what was told the last time is expected. */
export function bannerState(slug: string, pairs: number | undefined): BannerState {
  const dismissed = stored(dismissedKey(slug));
  if (pairs === undefined) return stored(seenKey(slug)) > dismissed ? "expected" : "none";
  return pairs > dismissed ? "shown" : "none";
}

/** How many were told of the last time. */
export function expectedPairs(slug: string): number {
  return stored(seenKey(slug));
}

/** Fewer than were put away: from here on one more is news again. */
export function rememberBanner(slug: string, pairs: number): void {
  remember(seenKey(slug), String(pairs));
  if (pairs < stored(dismissedKey(slug))) remember(dismissedKey(slug), String(pairs));
}

export function dismissBanner(slug: string, pairs: number): void {
  remember(dismissedKey(slug), String(pairs));
}
