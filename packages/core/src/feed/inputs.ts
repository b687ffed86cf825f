import { z } from "zod";
import { ContactRef, ContactRefs } from "../contacts/inputs.ts";

export const Subscribe = z.object({
  /** Follow this contact; without it, all contacts by id. */
  contact: ContactRef.optional(),
  /** In place of `contact`: the panels of one page, each with its contacts, in one stream. */
  follow: z
    .array(
      z.object({
        /** 0 = who calls; n = the nth session of the header `x-tagdeck-sessions`. */
        session: z.int().min(0).max(19).default(0),
        contacts: ContactRefs,
      }),
    )
    .min(1)
    .max(20)
    .optional(),
  /** Where to go on: the `cursor` of the read that came before. */
  cursor: z.string().max(100).nullish(),
  /** Set by the client when it reconnects; wins over `cursor`. */
  lastEventId: z.string().max(100).nullish(),
});
export type Subscribe = z.infer<typeof Subscribe>;
