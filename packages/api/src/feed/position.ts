/** For how long changes are kept, in ms. A subscriber that was away longer fetches everything again. */
export const feedRetention = 24 * 3_600_000;

/** A place in the feed with the instant (epoch ms) at which it was given out: who comes back too late is told so. */
export function stamp(place: string, now: number): string {
  return `${place}~${now.toString(36)}`;
}

/** The place of a stamp, and whether what follows it may be gone already; null = nobody gave this out. */
export function readStamp(stamped: string, now: number): { place: string; old: boolean } | null {
  const [, place, at] = /^([\d.]{1,40})(?:~([\da-z]{1,12}))?$/.exec(stamped) ?? [];
  if (place === undefined) return null;
  return { place, old: at !== undefined && now - Number.parseInt(at, 36) > feedRetention / 2 };
}
