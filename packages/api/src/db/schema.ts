import type { ColumnType, Generated, Selectable } from "kysely";

// Times are epoch milliseconds, JSON is text, there are no booleans (better-sqlite3 cannot bind one).

type Id = Generated<number>;

export type JobStatus = "queued" | "running" | "done" | "failed" | "cancelled";

export type Database = {
  workspace: {
    id: Id;
    slug: string;
    name: string;
    time_zone: string;
    settings: string;
    /** Grows with every change of a tag; `tag.version` says with which. */
    vocabulary_version: Generated<number>;
    created_at: number;
  };
  member: { id: Id; workspace_id: number; user_id: string; role: string; created_at: number };
  invitation: {
    id: Id;
    workspace_id: number;
    email: string;
    role: string;
    token_hash: string;
    invited_by: number;
    created_at: number;
    expires_at: number;
    accepted_at: number | null;
    revoked_at: number | null;
  };
  setup_link: { token_hash: string; created_at: number; used_at: number | null };
  api_key: {
    id: Id;
    workspace_id: number;
    name: string;
    prefix: string;
    token_hash: string;
    scopes: string;
    created_at: number;
    expires_at: number | null;
    last_used_at: number | null;
    revoked_at: number | null;
  };
  embed_key: {
    id: Id;
    workspace_id: number;
    kid: string;
    alg: string;
    /** HS256: the secret, sealed. */
    secret: string | null;
    /** EdDSA, ES256: the public key, SPKI in PEM. */
    public_key: string | null;
    created_at: number;
    last_used_at: number | null;
    revoked_at: number | null;
  };
  embed_origin: { workspace_id: number; origin: string; created_at: number };
  embed_session: {
    token_hash: string;
    workspace_id: number;
    agent_id: string;
    name: string;
    role: string;
    /** JSON list of external ids; null = every contact. */
    contacts: string | null;
    /** JSON of the signed contact; null = none was signed. */
    claims: string | null;
    /** The site that shows the panel. */
    origin: string;
    /** The key that signed for it; 0 = a grant did. */
    key_id: number;
    created_at: number;
    expires_at: number;
    /** In a frame: Tagdeck's own origin, from which the panel's requests come. */
    frame_origin: string | null;
    /** The member who opened the frame, and the sign-in to the console that it ends with. */
    member_id: number | null;
    auth_session_id: string | null;
  };
  /** What a frame exchanges for panel sessions: a member's, or of an agent whom Zendesk signed for. */
  embed_grant: {
    id: Id;
    workspace_id: number;
    token_hash: string;
    origin: string;
    agent_id: string;
    name: string;
    member_id: number | null;
    auth_session_id: string | null;
    /** Still a code that no frame has taken up: until when the grant will be good. */
    claim_until: number | null;
    created_at: number;
    expires_at: number;
  };
  /** What the signature of a workspace's Zendesk app is checked with. */
  embed_zendesk: { workspace_id: number; audience: string; public_key: string; created_at: number };
  embed_jti: { workspace_id: number; jti: string; expires_at: number };
  actor: { id: Id; workspace_id: number; kind: string; ref: string; name: string };
  origin: {
    id: Id;
    workspace_id: number;
    /** A `TagSource`. */
    kind: string;
    /** What it is called, as a file is. */
    name: string;
    actor_id: number;
    at: number;
  };
  operation: {
    id: Id;
    workspace_id: number;
    kind: string;
    tag_id: number | null;
    actor_id: number;
    at: number;
    /** JSON: what it was before. */
    state: string;
    undo_until: number;
    undone_at: number | null;
    undone_by: number | null;
    /** What goes on for it in the background, or went on: the job's row may be gone. */
    job_id: number | null;
    tag_count: Generated<number>;
    /** How many contacts it changed; null = that is not what it is about. */
    contact_count: number | null;
  };
  /** The tags that an operation stands on. */
  tag_operation: { workspace_id: number; tag_id: number; operation_id: number };
  tag: {
    id: Id;
    workspace_id: number;
    name: string;
    name_key: string;
    color: string;
    description: string;
    kind: Generated<"permanent" | "temporary">;
    validity_days: number | null;
    merged_into: number | null;
    /** The merge that goes on or stands: of which operation, into what, and how far it is. */
    merge_id: number | null;
    merge_target: number | null;
    /** `moving` and `undoing` while a job goes on; `moved` until it cannot be undone any more. */
    merge_state: "moving" | "moved" | "undoing" | null;
    group_id: number | null;
    /** The same where the group allows one of its tags only. */
    slot_group_id: number | null;
    archived_at: number | null;
    deleted_at: number | null;
    /** When what it kept was taken away for good. */
    purged_at: number | null;
    version: number;
    created_at: number;
    updated_at: number;
  };
  tag_group: {
    id: Id;
    workspace_id: number;
    name: string;
    name_key: string;
    color: string;
    position: number;
    /** 1 = a contact has at most one of its tags. */
    exclusive: number;
    created_at: number;
    updated_at: number;
  };
  /** What an operation took from contacts because they had several tags of a group; `seq` is the entry that says so. */
  group_taken: {
    workspace_id: number;
    operation_id: number;
    contact_id: number;
    tag_id: number;
    seq: number;
  };
  tag_name: { workspace_id: number; key: string; tag_id: number; is_alias: number; name: string };
  tag_count: { workspace_id: number; tag_id: number; expires_at: number; n: number };
  /** View: `tag_count` and, on PostgreSQL, the deltas that are not folded in yet. */
  tag_count_live: { workspace_id: number; tag_id: number; expires_at: number; n: number };
  /** Contacts per tag at the last full hour, where the workspace counts by the hour: JSON, a list of [tag, n]. */
  tag_count_hour: { workspace_id: number; counted_at: number; counts: string };
  /** Tags whose names look like one and are not; `tag_a` is the lower id. */
  tag_duplicate_ignored: {
    workspace_id: number;
    tag_a: number;
    tag_b: number;
    actor_id: number;
    at: number;
  };
  /** A tag's own history: created, changed, deleted, restored. */
  tag_log: {
    workspace_id: number;
    tag_id: number;
    at: number;
    seq: number;
    kind: number;
    actor_id: number;
    operation_id: number | null;
    /** JSON: what changed. */
    details: string;
  };
  /** The tags that a bulk change gave, at the origin's instant, and to how many contacts: no row for each of them. */
  tag_batch: {
    workspace_id: number;
    tag_id: number;
    at: number;
    seq: number;
    origin_id: number;
    n: number;
  };
  /** How often a person has applied a tag, and when last: what the picker puts first. */
  tag_use: { workspace_id: number; actor_id: number; tag_id: number; n: number; last_at: number };
  contact: {
    id: Id;
    workspace_id: number;
    external_id: string;
    name: string | null;
    name_key: string;
    email: string | null;
    phone: string | null;
    channel: string | null;
    attributes: string;
    created_at: number;
    updated_at: number;
  };
  /** What contacts are searched by: `contactGrams` of each. */
  contact_gram: { workspace_id: number; gram: number; contact_id: number };
  contact_tag: {
    workspace_id: number;
    tag_id: number;
    contact_id: number;
    first_at: number;
    last_at: number;
    /** The first instant at which it is gone; null = it stays. */
    expires_at: number | null;
    /** 0 by the tag's rule, 1 custom, 2 never. */
    expiry: Generated<number>;
    /** The bulk change that added it; null = its history row exists. */
    origin_id: number | null;
    /** The merge that made it what it is; null = it was changed since, or never merged. */
    merge_id: Generated<number | null>;
    /** The place of a group that allows one only: a contact has each once, by a unique index. */
    slot_group_id: Generated<number | null>;
  };
  /** A merge: the contacts up to and with `upto` have moved. */
  tag_merge: {
    workspace_id: number;
    operation_id: number;
    target_id: number;
    at: number;
    upto: Generated<number>;
    /** How many it moves, about. */
    contacts: number;
  };
  /** The survivor's assignment as a merge found it: what its undo brings back. */
  merge_prior: {
    workspace_id: number;
    operation_id: number;
    contact_id: number;
    first_at: number;
    last_at: number;
    expires_at: number | null;
    expiry: number;
    origin_id: number | null;
    merge_id: number | null;
  };
  /** A contact of whom a merge's undo finds nothing to take back, with the expiries that it was counted under before and after. */
  merge_settled: {
    workspace_id: number;
    operation_id: number;
    contact_id: number;
    /** 0 = it stays; null = it did not have the tag. */
    before_at: number | null;
    after_at: number | null;
    /** 0 = nobody changed it: it ran out by itself, or the merge had nothing for it. */
    changed: number;
  };
  tag_event: {
    workspace_id: number;
    contact_id: number;
    at: number;
    tag_id: number;
    kind: number;
    /** The `change` row written with it: the order of recording. */
    seq: number;
    actor_id: number;
    source: number;
    /** The entry this one takes back. */
    undoes: number | null;
    /** 1 = the tag was created in the same step. */
    created_tag: Generated<number>;
    /** Until when the contact has the tag from then on; null = it stays, or it is gone. */
    expires_at: number | null;
    // The assignment as it was before; null = there was none.
    prior_first_at: number | null;
    prior_last_at: number | null;
    prior_expires_at: number | null;
    prior_expiry: number | null;
    prior_origin_id: number | null;
  };
  change: {
    id: Id;
    workspace_id: number;
    at: number;
    kind: "tag" | "assignment" | "contact" | "workspace" | "operation" | "notification";
    tag_id: number | null;
    contact_id: number | null;
    /** Whose it is: only they hear of it. */
    user_id: string | null;
    /** PostgreSQL only: the transaction that wrote the row. */
    txid: ColumnType<string, never, never>;
  };
  activity: {
    id: Id;
    workspace_id: number;
    at: number;
    actor_id: number;
    /** `slice.verb`. */
    action: string;
    slice: string;
    subject: string;
    /** JSON: before and after. */
    details: string;
  };
  /** Work that goes on after the request that asked for it. Its slice's own row points at it. */
  job: {
    id: Id;
    workspace_id: number;
    kind: string;
    /** Of jobs of a kind that share it, only one is not yet ended. */
    key: string | null;
    /** JSON. */
    input: string;
    status: JobStatus;
    /** When to look at it again; null = it has ended. */
    wake_at: number | null;
    /** How often it has begun since it last got anywhere. */
    attempt: Generated<number>;
    /** Grows with every claim: who holds an older one may not write any more. */
    fence: Generated<number>;
    lease_until: number | null;
    /** When it was asked to stop. */
    cancel_at: number | null;
    /** JSON: from where it goes on. */
    checkpoint: string | null;
    done: Generated<number>;
    total: number | null;
    /** JSON: why it failed. */
    error: string | null;
    created_at: number;
    started_at: number | null;
    ended_at: number | null;
  };
  /** A file that was asked for. How far it is, its job says. */
  export: {
    id: Id;
    workspace_id: number;
    job_id: number | null;
    actor_id: number;
    /** JSON: what was asked for. */
    input: string;
    /** Where it is kept, and what it is called by whoever fetches it. */
    file: string;
    name: string;
    // Null = it is not there yet.
    row_count: number | null;
    size: number | null;
    expires_at: number | null;
    created_at: number;
    removed_at: number | null;
  };
  /** What a person is told; while a job still works at it, it points there. */
  notification: {
    id: Id;
    workspace_id: number;
    user_id: string;
    job_id: number | null;
    /** JSON. */
    about: string;
    status: string;
    /** JSON: why it failed. */
    error: string | null;
    at: number;
    read_at: number | null;
  };
  /** When a recurring job is next due, and until when a process is making its jobs. */
  job_schedule: { name: string; cron: string; next_at: number; lease_until: number };
  // better-auth's: a time is ISO text on SQLite and timestamptz on PostgreSQL, which takes ISO text.
  auth_user: {
    id: string;
    name: string;
    email: string;
    emailVerified: number;
    twoFactorEnabled: number | boolean | null;
    createdAt: string;
    updatedAt: string;
  };
  auth_session: {
    id: string;
    userId: string;
    expiresAt: string | Date;
    createdAt: string | Date;
    updatedAt: string | Date;
    userAgent: string | null;
  };
  auth_account: {
    id: string;
    accountId: string;
    providerId: string;
    userId: string;
    password: string | null;
    createdAt: string;
    updatedAt: string;
  };
  auth_rate_limit: { id: string; key: string; count: number; lastRequest: number };
};

export type WorkspaceRow = Selectable<Database["workspace"]>;
export type TagRow = Selectable<Database["tag"]>;
export type GroupRow = Selectable<Database["tag_group"]>;
export type ContactRow = Selectable<Database["contact"]>;
/** With the merge it came from. */
export type MergedRow = Omit<Selectable<Database["contact_tag"]>, "slot_group_id">;
export type AssignmentRow = Omit<MergedRow, "merge_id">;
export type ActivityRow = Selectable<Database["activity"]>;
export type JobRow = Selectable<Database["job"]>;
export type TagEventRow = Selectable<Database["tag_event"]>;
export type ExportRow = Selectable<Database["export"]>;
export type NotificationRow = Selectable<Database["notification"]>;
