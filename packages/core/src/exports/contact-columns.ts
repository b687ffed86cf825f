export const contactFormats = ["csv", "ndjson"] as const;
export type ContactFormat = (typeof contactFormats)[number];

/** The columns of every contact in CSV, before those of its attributes; an import knows them by it. */
export const contactHeads = [
  "external_id",
  "name",
  "email",
  "phone",
  "channel",
  "tags",
  "created_at",
  "updated_at",
] as const;
