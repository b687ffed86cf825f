import type { Contact } from "@tagdeck/core/contacts/contact";
import { contactHeads } from "@tagdeck/core/exports/contact-columns";
import type { ContactsExport } from "@tagdeck/core/exports/inputs";
import { DomainError } from "@tagdeck/core/errors";
import { joinNames } from "@tagdeck/core/tags/name-list";
import * as contacts from "../contacts/store.ts";
import { viewKnown } from "../contacts/view.ts";
import type { Context } from "../context.ts";
import type { JobRun } from "../jobs/job.ts";
import * as tags from "../tags/store.ts";
import { contactsOfTag } from "./contact-store.ts";
import { byteOrderMark, type Cell, csvText } from "./csv.ts";

const portion = 500;
const phones: ReadonlySet<number> = new Set([contactHeads.indexOf("phone")]);

/** The contacts that have a tag, piece by piece, as CSV or as a line of JSON each. */
export async function* contactRows(
  run: JobRun,
  { format, tagId }: ContactsExport,
): AsyncGenerator<string, number> {
  const total = await run.read((ctx) => countOf(ctx, tagId));
  run.progress(0, total);
  const attributes = format === "csv" ? await attributesOf(run, tagId) : [];
  if (format === "csv") yield byteOrderMark + csvText([[...contactHeads, ...attributes.map(headOf)]]);
  let rows = 0;
  for await (const some of portions(run, tagId)) {
    yield format === "csv"
      ? csvText(
          some.map((contact) => cellsOf(contact, attributes)),
          phones,
        )
      : some.map((contact) => `${JSON.stringify(contact)}\n`).join("");
    rows += some.length;
    run.progress(rows, Math.max(rows, total));
  }
  return rows;
}

async function* portions(run: JobRun, tagId: number): AsyncGenerator<Contact[]> {
  for (let after = 0; ;) {
    const found = await run.read(async (ctx) => {
      const ids = await contactsOfTag(ctx, tagId, { after, limit: portion });
      const rows = await contacts.findMany(
        ctx,
        ids.map((id) => ({ id })),
      );
      rows.sort((a, b) => a.id - b.id);
      return {
        last: ids.at(-1),
        some: await viewKnown(
          ctx,
          rows.map((row) => ({ row })),
        ),
      };
    });
    if (found.last === undefined) return;
    yield found.some;
    after = found.last;
  }
}

async function countOf(ctx: Context, tagId: number): Promise<number> {
  const word = (await tags.vocabulary(ctx)).get(tagId);
  if (!word || word.deleted) throw new DomainError("tag_not_found", { id: tagId });
  return (await tags.counts(ctx, [tagId])).get(tagId) ?? 0;
}

/** Every attribute that one of them has: each is a column. */
async function attributesOf(run: JobRun, tagId: number): Promise<string[]> {
  const keys = new Set<string>();
  for await (const some of portions(run, tagId)) {
    for (const { attributes } of some) for (const key of Object.keys(attributes)) keys.add(key);
  }
  return [...keys].sort();
}

/** An attribute's own name, unless a column of every contact is called so. */
function headOf(attribute: string): string {
  return contactHeads.some((head) => head === attribute) ? `attribute:${attribute}` : attribute;
}

function cellsOf(contact: Contact, attributes: readonly string[]): Cell[] {
  const own: Record<(typeof contactHeads)[number], Cell> = {
    external_id: contact.externalId,
    name: contact.name,
    email: contact.email,
    phone: contact.phone,
    channel: contact.channel,
    tags: joinNames(contact.tags.map(({ name }) => name)),
    created_at: contact.createdAt,
    updated_at: contact.updatedAt,
  };
  return [
    ...contactHeads.map((head) => own[head]),
    ...attributes.map((key) => contact.attributes[key] ?? null),
  ];
}
