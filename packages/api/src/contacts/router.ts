import { ContactHistory, GetContact, GetContacts, ListContacts } from "@tagdeck/core/contacts/inputs";
import { query, router } from "../trpc.ts";
import { contactHistory } from "./history.ts";
import { getContact, getContacts, listContacts } from "./service.ts";

export const contactsRouter = router({
  list: query.input(ListContacts).query(({ ctx, input }) => listContacts(ctx.inner, input)),
  get: query.input(GetContact).query(({ ctx, input }) => getContact(ctx.inner, input.contact)),
  getMany: query.input(GetContacts).query(({ ctx, input }) => getContacts(ctx.inner, input.contacts)),
  history: query.input(ContactHistory).query(({ ctx, input }) => contactHistory(ctx.inner, input)),
});
