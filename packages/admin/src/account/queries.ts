import type { Account } from "@tagdeck/core/session/account";
import type { Api } from "../api/client.ts";

export const accountKey = ["account"] as const;

export function accountQuery(api: Api) {
  return { queryKey: accountKey, queryFn: (): Promise<Account> => api.session.account.query() };
}
