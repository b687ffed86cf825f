import type { BulkProgress } from "@tagdeck/core/bulk/bulk";
import type { BulkRef } from "@tagdeck/core/bulk/inputs";
import { displayName } from "@tagdeck/core/contacts/contact";
import { DomainError } from "@tagdeck/core/errors";
import * as actors from "../actors/store.ts";
import * as contacts from "../contacts/store.ts";
import { type Context, may } from "../context.ts";
import { cancelJob, findJobs } from "../jobs/service.ts";
import * as jobs from "../jobs/store.ts";
import * as operations from "../operations/store.ts";
import { authorizeBulk } from "./authorize.ts";
import { Place, PlaceBack } from "./kinds.ts";

/** How far a bulk change, or its undo, has come. */
export async function bulkProgress(ctx: Context, { operationId }: BulkRef): Promise<BulkProgress> {
  const operation = await findMine(ctx, operationId);
  const jobId = operation.job_id ?? 0;
  const job = (await findJobs(ctx, [jobId])).get(jobId);
  const [row] = await jobs.findByIds(ctx, [jobId]);
  const checkpoint: unknown = row?.checkpoint ? JSON.parse(row.checkpoint) : null;
  const isUndone = operation.undone_at !== null;
  const place = isUndone ? undefined : Place.safeParse(checkpoint).data;
  const back = isUndone ? PlaceBack.safeParse(checkpoint).data : undefined;
  const skippedIds = place?.skippedIds ?? [];
  const people = await contacts.findMany(
    ctx,
    skippedIds.map((id) => ({ id })),
  );
  return {
    operationId,
    status: job?.status ?? "done",
    isUndone,
    done: job?.progress.done ?? 0,
    total: job?.progress.total ?? (isUndone ? null : operation.contact_count),
    changed: place?.changed ?? back?.done ?? 0,
    skipped: {
      count: place?.skipped ?? 0,
      code: "contact_tags_full",
      max: ctx.workspace.settings.contactTagMax,
      contacts: people.map((person) => ({
        id: person.id,
        name: displayName({ ...person, externalId: person.external_id }),
      })),
    },
    leftAlone: back?.leftAlone ?? 0,
    error: job?.error ?? null,
  };
}

/** Stops a bulk change that goes on; what it has done stays, until it is undone. */
export async function cancelBulk(ctx: Context, { operationId }: BulkRef): Promise<{ stopped: boolean }> {
  const operation = await findMine(ctx, operationId);
  if (operation.undone_at !== null) return { stopped: false };
  return { stopped: await cancelJob(ctx, operation.job_id ?? 0) };
}

async function findMine(ctx: Context, id: number): Promise<operations.OperationRow> {
  authorizeBulk(ctx);
  const operation = await operations.find(ctx, id);
  if (operation?.kind !== "contacts.bulk") {
    throw new DomainError("operation_not_found");
  }
  if (!may(ctx, "undo.any") && operation.actor_id !== (await actors.find(ctx))) {
    throw new DomainError("operation_not_found");
  }
  return operation;
}
