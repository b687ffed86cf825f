import { randomUUID } from "node:crypto";
import { DomainError } from "@tagdeck/core/errors";
import type { Export } from "@tagdeck/core/exports/export";
import type { CreateExport } from "@tagdeck/core/exports/inputs";
import { dateAt } from "@tagdeck/core/workspaces/clock";
import * as activity from "../activity/store.ts";
import * as actors from "../actors/store.ts";
import { authorize, type Context, iso } from "../context.ts";
import type { ExportRow } from "../db/schema.ts";
import { cancelJob, enqueueJob } from "../jobs/service.ts";
import { notifyBegun, personOf } from "../notifications/notify.ts";
import * as tags from "../tags/store.ts";
import { runExportJob } from "./run-job.ts";
import * as exports from "./store.ts";
import { aboutExport, viewExport } from "./view.ts";

/** Has a file made of what is asked for; the caller is told when it is there. */
export async function createExport(ctx: Context, input: CreateExport): Promise<Export> {
  authorize(ctx, "exports.create");
  const about = input.kind === "contacts" ? await tagName(ctx, input.tagId) : input.kind;
  const format = input.kind === "contacts" ? input.format : "csv";
  const row = await exports.insert(ctx, {
    actorId: await actors.current(ctx),
    input,
    // Of two installations that share a place none has the other's files.
    file: `exports/${ctx.workspace.id}/${randomUUID()}.${format}`,
    name: fileName(ctx, about, format),
  });
  const userId = personOf(ctx);
  const jobId = await enqueueJob(ctx, runExportJob, { exportId: row.id, userId });
  await exports.update(ctx, row.id, { job_id: jobId });
  if (userId !== null) await notifyBegun(ctx, userId, { jobId, about: await aboutExport(ctx, row) });
  await activity.record(ctx, "exports.create", {
    subject: `export:${row.id}`,
    details: { kind: input.kind, name: about },
  });
  return viewExport(ctx, { ...row, job_id: jobId });
}

export async function getExport(ctx: Context, id: number): Promise<Export> {
  return viewExport(ctx, await find(ctx, id));
}

/** Stops an export that has not ended; nothing is left of it. */
export async function cancelExport(ctx: Context, id: number): Promise<Export> {
  const row = await find(ctx, id);
  if (row.job_id !== null) await cancelJob(ctx, row.job_id);
  return viewExport(ctx, row);
}

/** Where an export's file is kept and what it is called. */
export async function getExportFile(ctx: Context, id: number): Promise<{ file: string; name: string }> {
  const row = await find(ctx, id);
  if (row.expires_at === null) throw new DomainError("export_not_ready", { id });
  if (row.expires_at <= ctx.now) throw new DomainError("export_expired", { id });
  return { file: row.file, name: row.name };
}

async function find(ctx: Context, id: number): Promise<ExportRow> {
  authorize(ctx, "exports.create");
  const row = await exports.find(ctx, id);
  if (!row) throw new DomainError("export_not_found", { id });
  return row;
}

function fileName({ workspace, now }: Context, about: string, format: string): string {
  const day = iso(dateAt(now, workspace.timeZone)).slice(0, 10);
  // What some file system takes for something else.
  return `${workspace.slug}-${about.replace(/[\\/:*?"<>|]+/g, "-")}-${day}.${format}`;
}

async function tagName(ctx: Context, id: number): Promise<string> {
  const word = (await tags.vocabulary(ctx)).get(id);
  if (!word || word.deleted) throw new DomainError("tag_not_found", { id });
  return word.name;
}
