/** How somebody signs in, and where they are signed in. */
export type Account = {
  hasPassword: boolean;
  twoFactor: boolean;
  sessions: SignedInSession[];
};

export type SignedInSession = {
  id: string;
  /** ISO 8601, UTC. */
  since: string;
  lastUsedAt: string;
  /** As the browser names itself; null = it does not. */
  userAgent: string | null;
  isThis: boolean;
};
