import { CreateExport } from "@tagdeck/core/exports/inputs";
import type { Export } from "@tagdeck/core/exports/export";
import type { NotificationAbout } from "@tagdeck/core/notifications/notification";
import { type Context, iso } from "../context.ts";
import type { ExportRow } from "../db/schema.ts";
import { findJobs } from "../jobs/service.ts";

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
export function aboutExport(row: ExportRow): NotificationAbout {
  const { kind } = CreateExport.parse(JSON.parse(row.input));
  return { kind: "export", exportId: row.id, of: kind, file: fileOf(row) };
}

function fileOf({ name, size, row_count: rows, expires_at: expiresAt }: ExportRow): Export["file"] {
  if (size === null || rows === null || expiresAt === null) return null;
  return { name, size, rows, expiresAt: iso(expiresAt) };
}
