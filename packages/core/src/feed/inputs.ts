import { z } from "zod";
import { ContactRef } from "../contacts/inputs.ts";

export const Subscribe = z.object({
  /** Follow this contact; without it, all contacts by id. */
  contact: ContactRef.optional(),
  /** Where to go on: the `cursor` of the read that came before. */
  cursor: z.string().max(100).nullish(),
  /** Set by the client when it reconnects; wins over `cursor`. */
  lastEventId: z.string().max(100).nullish(),
});
export type Subscribe = z.infer<typeof Subscribe>;
