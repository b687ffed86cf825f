/** An export as it is shown. Times are ISO 8601, UTC. */
export type Export = {
  id: number;
  kind: "tags" | "contacts";
  status: "queued" | "running" | "done" | "failed" | "cancelled";
  /** In rows; null = how many there are is not known yet. */
  progress: { done: number; total: number | null };
  error: { code: string; details: Readonly<Record<string, unknown>> } | null;
  /** Once it is done: what `/exports/{workspace}/{id}/file` gives, until it expires. */
  file: { name: string; size: number; rows: number; expiresAt: string } | null;
  createdAt: string;
};
