import type { HistoryEntry } from "@tagdeck/core/contacts/contact";
import type { TagEntry } from "@tagdeck/core/history/entry";
import { HistoryFilter } from "@tagdeck/core/history/inputs";
import { DomainError } from "@tagdeck/core/errors";
import { create as contentDisposition } from "content-disposition";
import { Hono } from "hono";
import { resolveCaller } from "../auth/principal.ts";
import { contactHistory } from "../contacts/history.ts";
import { externalIdOf, resolveContact } from "../contacts/scope.ts";
import { authorize, type Context, inWorkspace, type Scope } from "../context.ts";
import { byteOrderMark, type Cell, csvText } from "../exports/csv.ts";
import type { HttpEnv } from "../http/request.ts";
import type { Services } from "../services.ts";
import * as tags from "../tags/store.ts";
import { tagEntries } from "./of-tag.ts";

type Page<T> = { items: T[]; nextCursor: string | null };

/**
 * `GET /history/{workspace}/tags/{id}.csv` and `/contacts/{id}.csv`: a history as the page shows it, written as it
 * is read, however long it is. Plain links, for browsers with a session and programs with a key.
 */
export function historyFiles(services: Pick<Services, "kernel" | "auth" | "ownOrigins">) {
  const { kernel, auth, ownOrigins } = services;
  const app = new Hono<HttpEnv>();

  async function open(request: Request, slug: string) {
    const caller = await resolveCaller(kernel, auth, {
      headers: request.headers,
      workspaceSlug: slug,
      ownOrigins,
    });
    const read = <T>(work: (ctx: Context) => Promise<T>) => inWorkspace(kernel, caller satisfies Scope, work);
    await read(async (ctx) => {
      authorize(ctx, "exports.create");
      if (ctx.workspace.slug !== slug) throw new DomainError("workspace_not_found");
    });
    return read;
  }

  app.get("/history/:workspace/tags/:file{[1-9][0-9]{0,14}\\.csv}", async (c) => {
    const read = await open(c.req.raw, c.req.param("workspace"));
    const tagId = Number.parseInt(c.req.param("file"), 10);
    const filter = filterOf(c.req.url);
    const word = await read(async (ctx) => (await tags.vocabulary(ctx)).get(tagId));
    if (!word) throw new DomainError("tag_not_found", { id: tagId });
    return answer(`history-${word.name}.csv`, tagColumns, tagRow, (cursor) =>
      read((ctx) => tagEntries(ctx, { tagId, ...filter, limit: 200, cursor })),
    );
  });

  app.get("/history/:workspace/contacts/:file{[1-9][0-9]{0,14}\\.csv}", async (c) => {
    const read = await open(c.req.raw, c.req.param("workspace"));
    const contact = { id: Number.parseInt(c.req.param("file"), 10) };
    const filter = filterOf(c.req.url);
    const tag = Number(new URL(c.req.url).searchParams.get("tag")) || undefined;
    const known = await read((ctx) => resolveContact(ctx, contact));
    return answer(`history-${externalIdOf(known)}.csv`, contactColumns, contactRow, (cursor) =>
      read((ctx) => contactHistory(ctx, { contact, ...filter, tagId: tag, limit: 100, cursor })),
    );
  });
  return app;
}

const tagColumns = [
  "Time",
  "Event",
  "Contact ID",
  "External ID",
  "Contact",
  "Number of contacts",
  "By",
  "Source",
];
const contactColumns = ["Time", "Event", "Tag ID", "Tag Name", "By", "Source"];
const common = ["File", "Takes back", "Taken back"];

function tagRow(entry: TagEntry): Cell[] {
  const { contact, contactCount } = entry;
  const who = [contact?.id ?? null, contact?.externalId ?? null, contact?.name ?? contact?.email ?? null];
  return [entry.at, entry.kind, ...who, contactCount, ...rest(entry)];
}

function contactRow(entry: HistoryEntry): Cell[] {
  return [entry.at, entry.kind, entry.tag.id, entry.tag.name, ...rest(entry)];
}

function rest(entry: Omit<HistoryEntry, "tag">): Cell[] {
  const { actor, source, origin, undo, undone } = entry;
  return [actor.name, source, origin, undo ? "yes" : "", undone ? "yes" : ""];
}

function answer<T>(
  name: string,
  columns: readonly string[],
  row: (item: T) => Cell[],
  page: (cursor: string | null) => Promise<Page<T>>,
): Response {
  const encoder = new TextEncoder();
  let cursor: string | null = null;
  const content = new ReadableStream<Uint8Array>({
    start: (stream) => stream.enqueue(encoder.encode(byteOrderMark + csvText([[...columns, ...common]]))),
    // Only as fast as it is taken, so that a slow reader holds up nobody.
    async pull(stream) {
      const { items, nextCursor }: Page<T> = await page(cursor);
      if (items.length > 0) stream.enqueue(encoder.encode(csvText(items.map(row))));
      cursor = nextCursor;
      if (nextCursor === null) stream.close();
    },
  });
  return new Response(content, {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": contentDisposition(name),
      "cache-control": "private, no-store",
      "content-security-policy": "default-src 'none'; sandbox",
      "cross-origin-resource-policy": "same-origin",
    },
  });
}

/** What the address asks for, in the words of the console's own. */
function filterOf(url: string): HistoryFilter {
  const params = new URL(url).searchParams;
  const given = (name: string) => params.get(name) || undefined;
  const list = (name: string) => (params.has(name) ? params.getAll(name) : undefined);
  const parsed = HistoryFilter.safeParse({
    kinds: list("kind"),
    actorId: given("by") && Number(given("by")),
    sources: list("source"),
    from: given("from"),
    to: given("to"),
  });
  if (!parsed.success) throw new DomainError("invalid_input", { issues: parsed.error.issues });
  return parsed.data;
}
