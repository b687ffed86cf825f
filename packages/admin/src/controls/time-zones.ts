/** A zone as the list offers it: `Asia/Taipei`, `GMT+8`. */
export type Zone = { name: string; offset: string; words: string };

let known: Zone[] | null = null;

function allZones(): Zone[] {
  known ??= ["UTC", ...Intl.supportedValuesOf("timeZone").filter((name) => name !== "UTC")].map(zoneOf);
  return known;
}

export function zoneOf(name: string): Zone {
  const offset = offsetOf(name);
  return { name, offset, words: `${name.replaceAll(/[/_]/g, " ")} ${name} ${offset}`.toLowerCase() };
}

/** Zones that hold every typed word, those that begin with the text first. */
export function findZones(text: string, limit: number): Zone[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const found = allZones().filter((zone) => words.every((word) => zone.words.includes(word)));
  const first = words[0] ?? "";
  const rank = (zone: Zone) => (zone.words.split(/[\s/]/).some((word) => word.startsWith(first)) ? 0 : 1);
  return found.toSorted((a, b) => rank(a) - rank(b)).slice(0, limit);
}

function offsetOf(name: string): string {
  try {
    const parts = new Intl.DateTimeFormat("en", {
      timeZone: name,
      timeZoneName: "shortOffset",
    }).formatToParts();
    return parts.find((part) => part.type === "timeZoneName")?.value ?? "";
  } catch {
    return "";
  }
}
