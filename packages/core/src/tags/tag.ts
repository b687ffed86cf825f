/** A tag as it is shown. Times are ISO 8601, UTC. */
export type Tag = {
  id: number;
  name: string;
  /** `#rrggbb` */
  color: string;
  description: string;
  /** Contacts that have the tag now. */
  contactCount: number;
  createdAt: string;
  updatedAt: string;
};

/** A tag as a contact has it. */
export type ContactTag = {
  id: number;
  name: string;
  color: string;
  /** When it was last tagged. */
  taggedAt: string;
  /** The first instant at which it is gone; null = it stays. */
  expiresAt: string | null;
};
