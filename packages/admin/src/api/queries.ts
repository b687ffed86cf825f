import { QueryClient } from "@tanstack/preact-query";
import { toProblem } from "@tagdeck/ui/problem";

/** What the page knows of the server; the feed keeps it fresh, so reads need not be repeated often. */
export function createQueries(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        retry: (count, error) => count < 2 && toProblem(error).code === "offline",
      },
    },
  });
}
