import type { AppRouter } from "@tagdeck/api/router";
import { createTRPCClient, httpLink, httpSubscriptionLink, splitLink, type TRPCClient } from "@trpc/client";

export type Api = TRPCClient<AppRouter>;

type ApiOptions = {
  /** The workspace every call is about; null for calls that need none. */
  workspace: string | null;
  /** Called when the server no longer knows the person. */
  onSignedOut?: () => void;
  origin?: string;
  fetch?: typeof globalThis.fetch;
};

export function createApi({
  workspace,
  onSignedOut,
  origin = "",
  fetch = globalThis.fetch,
}: ApiOptions): Api {
  const url = `${origin}/trpc`;
  const http = {
    url,
    headers: workspace === null ? {} : { "x-tagdeck-workspace": workspace },
    async fetch(input: RequestInfo | URL | string, init?: object) {
      // safe because the link only passes options that the platform's fetch knows
      const response = await fetch(input, init as RequestInit);
      if (response.status === 401) onSignedOut?.();
      return response;
    },
  };
  return createTRPCClient<AppRouter>({
    links: [
      splitLink({
        condition: (operation) => operation.type === "subscription",
        // EventSource cannot send headers: there the workspace travels in the address.
        true: httpSubscriptionLink({
          url,
          connectionParams: () => (workspace === null ? {} : { workspace }),
        }),
        false: splitLink({
          // What names many tags is too long for an address.
          condition: (operation) => operation.context["long"] === true,
          true: httpLink({ ...http, methodOverride: "POST" }),
          false: httpLink(http),
        }),
      }),
    ],
  });
}
