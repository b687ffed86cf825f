import { ContactHistory, GetContact, ListContacts } from "@tagdeck/core/contacts/inputs";
import { query, router } from "../trpc.ts";
import { contactHistory } from "./history.ts";
import { getContact, listContacts } from "./service.ts";

export const contactsRouter = router({
  list: query.input(ListContacts).query(({ ctx, input }) => listContacts(ctx.inner, input)),
  get: query.input(GetContact).query(({ ctx, input }) => getContact(ctx.inner, input.contact)),
  history: query.input(ContactHistory).query(({ ctx, input }) => contactHistory(ctx.inner, input)),
});
