import {
  ContactHistory,
  CountContacts,
  EraseContact,
  GetContact,
  GetContacts,
  ListContacts,
} from "@tagdeck/core/contacts/inputs";
import { mutation, query, router } from "../trpc.ts";
import { eraseContact } from "./erase.ts";
import { contactHistory } from "./history.ts";
import { countContacts, listContacts } from "./list.ts";
import { getContact, getContacts } from "./service.ts";

export const contactsRouter = router({
  list: query.input(ListContacts).query(({ ctx, input }) => listContacts(ctx.inner, input)),
  count: query.input(CountContacts).query(({ ctx, input }) => countContacts(ctx.inner, input)),
  erase: mutation.input(EraseContact).mutation(({ ctx, input }) => eraseContact(ctx.inner, input)),
  get: query.input(GetContact).query(({ ctx, input }) => getContact(ctx.inner, input.contact)),
  getMany: query.input(GetContacts).query(({ ctx, input }) => getContacts(ctx.inner, input.contacts)),
  history: query.input(ContactHistory).query(({ ctx, input }) => contactHistory(ctx.inner, input)),
});
