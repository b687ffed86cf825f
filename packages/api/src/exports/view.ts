import { CreateExport } from "@tagdeck/core/exports/inputs";
import type { Export } from "@tagdeck/core/exports/export";
import type { NotificationAbout } from "@tagdeck/core/notifications/notification";
import { type Context, iso } from "../context.ts";
import type { ExportRow } from "../db/schema.ts";
import { findJobs } from "../jobs/service.ts";
import * as tags from "../tags/store.ts";

export async function viewExport(ctx: Context, row: ExportRow): Promise<Export> {
  const job = row.job_id === null ? undefined : (await findJobs(ctx, [row.job_id])).get(row.job_id);
  return {
    id: row.id,
    kind: CreateExport.parse(JSON.parse(row.input)).kind,
    status: job?.status ?? "queued",
    progress: job?.progress ?? { done: 0, total: null },
    error: job?.error ?? null,
    file: fileOf(row),
    createdAt: iso(row.created_at),
  };
}

/** What a notification says of an export. */
export async function aboutExport(ctx: Context, row: ExportRow): Promise<NotificationAbout> {
  const input = CreateExport.parse(JSON.parse(row.input));
  const word = input.kind === "contacts" ? (await tags.vocabulary(ctx)).get(input.tagId) : undefined;
  return { kind: "export", exportId: row.id, of: input.kind, tag: word?.name ?? null, file: fileOf(row) };
}

function fileOf({ name, size, row_count: rows, expires_at: expiresAt }: ExportRow): Export["file"] {
  if (size === null || rows === null || expiresAt === null) return null;
  return { name, size, rows, expiresAt: iso(expiresAt) };
}
