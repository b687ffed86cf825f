import { useQuery } from "@tanstack/preact-query";
import { useState } from "preact/hooks";
import { useConsole } from "../shell/console.ts";

/** What another time zone would do to temporary tags, once one is chosen. */
export function useZoneImpact() {
  const { slug, api } = useConsole();
  const [timeZone, ask] = useState<string | null>(null);
  const impact = useQuery({
    queryKey: [slug, "zone", timeZone],
    queryFn: () => api.workspace.zoneImpact.query({ timeZone: timeZone ?? "" }, { context: { long: true } }),
    enabled: timeZone !== null,
    staleTime: 0,
    gcTime: 0,
    retry: false,
  });
  return { impact: timeZone === null ? null : impact, ask };
}
