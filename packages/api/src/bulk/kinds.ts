import { BulkTarget } from "@tagdeck/core/bulk/inputs";
import { z } from "zod";
import type { JobKind } from "../jobs/job.ts";
import { Doer } from "./doer.ts";

const Input = z.strictObject({ operationId: z.number(), doer: Doer });
type Input = z.infer<typeof Input>;

/** Changes the tags of many contacts. */
export const bulkJob = { name: "bulk.change", input: Input } satisfies JobKind<Input>;

/** Takes that back. */
export const bulkBackJob = { name: "bulk.back", input: Input } satisfies JobKind<Input>;

/** What the operation keeps. Whom it changed is told by what it left: its origin, and its entries of history. */
export const BulkState = z.object({
  target: BulkTarget,
  add: z.array(z.number()),
  remove: z.array(z.number()),
  /** What those that are given may replace: the other tags of their groups, where a group allows one only. */
  replace: z.array(z.number()).default([]),
  originId: z.number(),
  /** Its instant, in epoch ms, however long it takes. */
  at: z.number(),
  /** Contacts with higher ids came later. */
  upto: z.number(),
  /** Its entries have this `seq` or a later one. */
  from: z.number(),
});
export type BulkState = z.infer<typeof BulkState>;

/** How far the change is. */
export const Place = z.object({
  /** The contacts before this one are to come, for it goes from the newest to the oldest. */
  before: z.number(),
  done: z.number(),
  changed: z.number(),
  skipped: z.number(),
  /** The first of them. */
  skippedIds: z.array(z.number()),
});
export type Place = z.infer<typeof Place>;

/** How far its undo is: the steps before this one are done, of it the contacts up to this one. */
export const PlaceBack = z.object({
  step: z.number(),
  contact: z.number(),
  done: z.number(),
  leftAlone: z.number(),
});
export type PlaceBack = z.infer<typeof PlaceBack>;
