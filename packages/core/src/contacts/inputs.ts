import { z } from "zod";
import { HistoryFilter } from "../history/inputs.ts";

const text = (max: number) => z.string().trim().max(max);
const blankToNull = (value: string | null | undefined) => (value === "" ? null : value);

export const ExternalId = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[^\p{Cc}]+$/u);

/** A contact by our id or by the host's. */
export const ContactRef = z.union([
  z.object({ id: z.int().positive() }).strict(),
  z.object({ externalId: ExternalId }).strict(),
]);
export type ContactRef = z.infer<typeof ContactRef>;

/** Several contacts at once; one that is named twice counts once. */
export const ContactRefs = z.array(ContactRef).min(1).max(100);

/** What a host signs about a contact in the panel's token: what it leaves out stays as it is, null clears. */
export const ContactClaims = z.object({
  externalId: ExternalId,
  name: text(200).nullable().transform(blankToNull).optional(),
  email: text(320).toLowerCase().nullable().transform(blankToNull).optional(),
  phone: text(40).nullable().transform(blankToNull).optional(),
  channel: text(60).nullable().transform(blankToNull).optional(),
  attributes: z
    .record(z.string().max(60), z.union([z.string().max(500), z.number(), z.boolean()]).transform(String))
    .refine((attributes) => Object.keys(attributes).length <= 50)
    .optional(),
});
export type ContactClaims = z.infer<typeof ContactClaims>;

export const GetContact = z.object({ contact: ContactRef });
export const GetContacts = z.object({ contacts: ContactRefs });

const TagIds = z.array(z.int().positive()).max(20).default([]);

const filter = {
  /** Beginnings of words of the name, e-mail and external id, and either end of the telephone number. */
  search: z.string().max(200).default(""),
  /** Those that have each of these tags now. */
  allTags: TagIds,
  /** Those that have one of these, if any are named. */
  anyTags: TagIds,
  /** Those that have none of these. */
  noTags: TagIds,
  /** The same as one more of `allTags`. */
  tagId: z.int().positive().nullish(),
};

export const CountContacts = z.object(filter);
export type ContactFilter = z.infer<typeof CountContacts>;

const contactSorts = ["newest", "name"] as const;
export type ContactSort = (typeof contactSorts)[number];

export const ListContacts = z.object({
  ...filter,
  /** By name: those without one come last. */
  sort: z.enum(contactSorts).default("newest"),
  limit: z.int().min(1).max(200).default(50),
  cursor: z.string().max(2_000).nullish(),
});
export type ListContacts = z.infer<typeof ListContacts>;

export const EraseContact = z.object({ contact: ContactRef });
export type EraseContact = z.infer<typeof EraseContact>;

export const ContactHistory = HistoryFilter.extend({
  contact: ContactRef,
  /** Only what happened to this tag. */
  tagId: z.int().positive().optional(),
  limit: z.int().min(1).max(100).default(20),
  cursor: z.string().max(500).nullish(),
});
export type ContactHistory = z.infer<typeof ContactHistory>;
